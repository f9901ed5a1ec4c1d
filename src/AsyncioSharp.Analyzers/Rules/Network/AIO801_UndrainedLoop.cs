using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A loop that writes to a connection and at no point waits until the peer has read.</summary>
internal static class UndrainedLoop
{
    private static readonly HashSet<string> Drains = ["DrainAsync", "WriteAsync", "WriteLineAsync"];

    /// <summary>
    /// The writes to the same connection in the outermost loop that repeats them, in the order of the text. Empty if something there may
    /// drain the connection.
    /// </summary>
    public static IReadOnlyList<IInvocationOperation> WritesWith(IInvocationOperation write, EnclosingFunction function,
        KnownSymbols symbols)
    {
        if (VariableOf(write.Instance) is not { } connection || LoopOf(write, connection) is not { } loop)
        {
            return [];
        }

        // A loop over what is in memory already ends by itself: a drain before or after it is enough.
        var body = FunctionBody.WithSelf(loop).Any(FunctionBody.IsAwait) ? loop : function.Operation;
        return FunctionBody.Of(body).Any(operation => MayDrain(operation, connection, symbols))
            ? []
            : [.. FunctionBody.Of(loop).OfType<IInvocationOperation>().Where(call => IsWriteTo(connection, call, symbols))];
    }

    private static bool IsWriteTo(ISymbol connection, IInvocationOperation call, KnownSymbols symbols) =>
        call.TargetMethod.Name == "Write" && symbols.IsOurs(call.TargetMethod.ContainingType, "Connection") &&
        KnownSymbols.IsSame(VariableOf(call.Instance), connection);

    // In a loop over connections, each is written once.
    private static ILoopOperation? LoopOf(IOperation write, ISymbol connection)
    {
        ILoopOperation? outermost = null;
        for (var parent = write.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            parent = parent.Parent)
        {
            if (parent is ILoopOperation loop && !IsDeclaredIn(loop, connection))
            {
                outermost = loop;
            }
        }

        return outermost;
    }

    private static bool IsDeclaredIn(ILoopOperation loop, ISymbol connection) => connection is ILocalSymbol local &&
        local.DeclaringSyntaxReferences.Any(reference => loop.Syntax.Span.Contains(reference.Span));

    // Code that gets a connection may drain it.
    private static bool MayDrain(IOperation operation, ISymbol connection, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call when Drains.Contains(call.TargetMethod.Name) =>
            symbols.IsOurs(call.TargetMethod.ContainingType, "Connection") &&
            VariableOf(call.Instance) is var drained && (drained is null || KnownSymbols.IsSame(drained, connection)),
        IArgumentOperation argument => symbols.IsOurs(argument.Value.WithoutConversions().Type, "Connection"),
        _ => false,
    };

    private static ISymbol? VariableOf(IOperation? connection) => connection switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } property =>
            property.Property,
        IConditionalAccessInstanceOperation instance => VariableOf(AccessedBy(instance)),
        _ => null,
    };

    // c?.Write(data)
    private static IOperation? AccessedBy(IOperation instance)
    {
        while (instance.Parent is { } parent)
        {
            if (parent is IConditionalAccessOperation access && access.Operation != instance)
            {
                return access.Operation;
            }

            instance = parent;
        }

        return null;
    }
}
