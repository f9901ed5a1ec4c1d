using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The state that the condition of a loop reads, if code of the program writes it and could signal the change.</summary>
internal static class PolledState
{
    private static readonly HashSet<string> Sizes = ["Count", "Length", "IsEmpty"];

    /// <summary>Null if the condition calls a method, or reads state that is not written here: a file, a process, a clock.</summary>
    public static IOperation? Of(IOperation condition, KnownSymbols symbols)
    {
        var operations = FunctionBody.WithSelf(condition).ToList();
        return operations.Any(o =>
            o is IAwaitOperation or IObjectCreationOperation or IDynamicInvocationOperation ||
                (o is IInvocationOperation call && !IsVolatileRead(call, symbols)))
            ? null
            : operations.FirstOrDefault(o => IsState(o, symbols) && !IsReceiver(o));
    }

    private static bool IsVolatileRead(IInvocationOperation call, KnownSymbols symbols) =>
        call.TargetMethod.Name == "Read" &&
            (symbols.IsThreading(call.TargetMethod.ContainingType, "Volatile") ||
                symbols.IsThreading(call.TargetMethod.ContainingType, "Interlocked"));

    private static bool IsState(IOperation operation, KnownSymbols symbols) => operation switch
    {
        IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } field } => IsSource(field),
        IPropertyReferenceOperation { Property: { } property } =>
            IsSource(property) || symbols.IsRuntime(property.ContainingType) || IsTask(property, symbols) ||
            (Sizes.Contains(property.Name) && property.IsInside("System.Collections")),
        _ => false,
    };

    private static bool IsTask(IPropertySymbol property, KnownSymbols symbols) =>
        property.Name.StartsWith("IsC", StringComparison.Ordinal) && symbols.IsTask(property.ContainingType);

    private static bool IsSource(ISymbol member) => member.DeclaringSyntaxReferences.Length > 0;

    // In process.HasExited, the last name counts.
    private static bool IsReceiver(IOperation operation) =>
        operation.Parent is IMemberReferenceOperation member && member.Instance == operation;
}
