using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Calls that change no state visible to other code, as far as their source shows, so that two of them may run at the same time. In doubt,
/// the answer is no: only methods of the same file are followed, and library methods are matched against a short list.
/// </summary>
internal static class ReadOnlyCall
{
    private const int Depth = 3;

    private static readonly HashSet<string> HttpReads = ["GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync",
        "GetFromJsonAsync"];
    private static readonly HashSet<string> FileReads = ["ReadAllTextAsync", "ReadAllBytesAsync", "ReadAllLinesAsync"];
    private static readonly HashSet<string> Waits = ["Sleep", "Yield", "Delay", "FromResult", "ConfigureAwait", "Gather", "WhenAll",
        "AsTask"];

    private static readonly HashSet<OperationKind> Unknown =
    [
        OperationKind.EventAssignment, OperationKind.Lock, OperationKind.Using, OperationKind.UsingDeclaration,
        OperationKind.DynamicInvocation,
        OperationKind.DynamicMemberReference, OperationKind.FunctionPointerInvocation, OperationKind.Invalid, OperationKind.AddressOf,
    ];

    /// <summary>True if every part of the operation is harmless.</summary>
    public static bool Is(IOperation operation, KnownSymbols symbols) => Is(operation, symbols, Depth);

    private static bool Is(IOperation operation, KnownSymbols symbols, int depth) =>
        operation.DescendantsAndSelf().All(o => IsHarmless(o, symbols, depth));

    private static bool IsHarmless(IOperation operation, KnownSymbols symbols, int depth) => operation switch
    {
        IInvocationOperation call => IsKnown(call, symbols) || IsFollowed(call.TargetMethod, call.SemanticModel, symbols, depth),
        IAssignmentOperation assignment => IsOwn(assignment.Target),
        IIncrementOrDecrementOperation step => IsOwn(step.Target),
        IObjectCreationOperation creation => IsPlain(creation),
        IPropertyReferenceOperation property => IsPlain(property, symbols, depth),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: { } value } => IsOwn(value),
        _ => !Unknown.Contains(operation.Kind),
    };

    private static bool IsPlain(IPropertyReferenceOperation use, KnownSymbols symbols, int depth) =>
        use.Property.DeclaringSyntaxReferences.Length == 0 ||
        (use.Property.GetMethod is { } getter && IsFollowed(getter, use.SemanticModel, symbols, depth));

    // It runs no code of this compilation.
    private static bool IsPlain(IObjectCreationOperation creation) =>
        creation.Constructor is not { DeclaringSyntaxReferences.Length: > 0, IsImplicitlyDeclared: false } ||
            creation.Type?.IsRecord == true;

    private static bool IsKnown(IInvocationOperation call, KnownSymbols symbols)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return false;
        }

        return IsRead(method.Name, type.Name) || IsValueType(type) ||
            (Waits.Contains(method.Name) && (KnownSymbols.Is(type, symbols.Asyncio) || symbols.IsTask(type)));
    }

    private static bool IsRead(string method, string type) =>
        (HttpReads.Contains(method) && type is "HttpClient" or "HttpClientJsonExtensions") ||
            (FileReads.Contains(method) && type == "File");

    // Methods that work only on values.
    private static bool IsValueType(INamedTypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String ||
        type.Name is "Math" or "Enumerable" or "TimeSpan" or "Guid" or "Convert";

    // Assignments to a function's own variables are not visible outside.
    private static bool IsOwn(IOperation target) => target switch
    {
        ILocalReferenceOperation local => !local.Local.IsRef,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } or IDiscardOperation or IDeclarationExpressionOperation => true,
        ITupleOperation tuple => tuple.Elements.All(IsOwn),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => IsOwn(instance),
        _ => false,
    };

    // The code that runs is unknown.
    private static bool IsOpen(IMethodSymbol method) =>
        method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsExtern || method.MethodKind == MethodKind.DelegateInvoke;

    private static bool IsFollowed(IMethodSymbol method, SemanticModel? model, KnownSymbols symbols, int depth)
    {
        method = method.OriginalDefinition;
        if (depth == 0 || model is null || IsOpen(method) || method.DeclaringSyntaxReferences is not { Length: 1 } references ||
            references[0].SyntaxTree != model.SyntaxTree)
        {
            return false;
        }

        // Without a body, it is an accessor of an automatic property.
        return method.PartialImplementationPart is null && (model.GetOperation(references[0].GetSyntax()) is { } body
            ? Is(body, symbols, depth - 1)
            : method.AssociatedSymbol is IPropertySymbol);
    }
}
