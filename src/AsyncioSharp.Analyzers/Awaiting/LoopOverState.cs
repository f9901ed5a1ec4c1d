using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>
/// A loop over a collection that other code changes: one held by a field, a property or a variable shared with another function, or a
/// parameter that receives one of them. A change during the wait ends the loop with "Collection was modified".
/// </summary>
internal static class LoopOverState
{
    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        var changed = EnumeratedAround(node, function).FirstOrDefault(collection =>
            CanChange(collection, function, symbols) && !IsProtected(collection, node, function, symbols));
        return changed is null
            ? null
            : $"a loop over '{AwaitSyntax.Display(changed.Syntax)}', which other code may change meanwhile";
    }

    /// <summary>True if other code can change the collection while this function waits.</summary>
    public static bool CanChange(IOperation collection, EnclosingFunction function, KnownSymbols symbols) =>
        LiveCollection.VariablesOf(collection, symbols).Any(variable => variable switch
        {
            IFieldSymbol or IPropertySymbol => CollectionChanges.Of(symbols).Has(variable),
            ILocalSymbol or IParameterSymbol =>
                IsChangedByAnotherFunction(variable, function, symbols) || IsStateOfACaller(variable, function, symbols),
            _ => false,
        });

    private static bool IsProtected(IOperation collection, SyntaxNode node, EnclosingFunction function, KnownSymbols symbols) =>
        LiveCollection.VariablesOf(collection, symbols).All(variable => GuardedWrites.Protect(node, variable, function, symbols));

    private static IEnumerable<IOperation> EnumeratedAround(SyntaxNode node, EnclosingFunction function) =>
        FunctionBody.Of(function.Operation).Select(operation => operation switch
        {
            IForEachLoopOperation { IsAsynchronous: false } loop when loop.Body.Syntax.Span.Contains(node.Span) && !Waits(loop) =>
                loop.Collection,
            IVariableDeclaratorOperation { Initializer.Value: { } value } declarator
                when EnumeratorOf(value) is { } collection && IsAdvancedBehind(declarator, node, function) => collection,
            _ => null,
        }).OfType<IOperation>();

    // Each round awaits already, so another await splits nothing.
    private static bool Waits(IForEachLoopOperation loop) =>
        FunctionBody.WithSelf(loop.Body).Any(part => FunctionBody.IsAwait(part) && CertainPart.Is(part, loop.Body));

    private static IOperation? EnumeratorOf(IOperation value) =>
        value.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "GetEnumerator", Instance: { } collection }
            ? collection
            : null;

    // var e = list.GetEnumerator(); NODE; e.MoveNext();
    private static bool IsAdvancedBehind(IVariableDeclaratorOperation enumerator, SyntaxNode node, EnclosingFunction function) =>
        enumerator.Syntax.SpanStart < node.SpanStart &&
        FunctionBody.Of(function.Operation).OfType<IInvocationOperation>()
            .Any(call => IsAdvance(call, enumerator.Symbol) && IsBehind(call, node, enumerator));

    private static bool IsAdvance(IInvocationOperation call, ILocalSymbol enumerator) =>
        call is { TargetMethod.Name: "MoveNext", Instance: ILocalReferenceOperation local } && KnownSymbols.IsSame(local.Local, enumerator);

    // Later in the text, or in the next iteration of a loop that the enumerator outlives.
    private static bool IsBehind(IOperation call, SyntaxNode node, IVariableDeclaratorOperation enumerator) =>
        call.Syntax.SpanStart > node.SpanStart ||
        (LoopAround(call, node) is { } loop && !loop.Span.Contains(enumerator.Syntax.Span));

    private static SyntaxNode? LoopAround(IOperation operation, SyntaxNode node)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation && parent.Syntax.Span.Contains(node.Span))
            {
                return parent.Syntax;
            }
        }

        return null;
    }

    private static bool IsChangedByAnotherFunction(ISymbol variable, EnclosingFunction function, KnownSymbols symbols) =>
        function.Operation.Root().Descendants().Any(operation =>
            ChangedCollection.VariablesChangedBy(operation, symbols).Contains(variable, SymbolEqualityComparer.Default) &&
            EnclosingFunction.Of(operation, function.ContainingMember) is { } changing &&
            RunsMeanwhile(changing, function, variable, symbols));

    // A task, a callback, or the function around this one.
    private static bool RunsMeanwhile(EnclosingFunction changing, EnclosingFunction function, ISymbol variable, KnownSymbols symbols)
    {
        if (changing.Operation == function.Operation)
        {
            return false;
        }

        var isOwner = SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.Symbol);
        var isOutside = !isOwner && !function.Syntax.Span.Contains(changing.Syntax.Span);
        return isOutside || changing.Symbol.IsAsync || IsHandedOver(changing, symbols);
    }

    // A lambda passed to ForEach or Select has completed when the call returns, and so has a local function that is only called.
    private static bool IsHandedOver(EnclosingFunction changing, KnownSymbols symbols) => FunctionUse.Of(changing).Any(use => use switch
    {
        IInvocationOperation => false,
        IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method } argument =>
            !InlineExecution.RunsInline(argument, method, symbols),
        _ => true,
    });

    private static bool IsStateOfACaller(ISymbol variable, EnclosingFunction function, KnownSymbols symbols) =>
        variable is IParameterSymbol parameter && KnownSymbols.IsSame(parameter.ContainingSymbol, function.Symbol) &&
        function.Symbol.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction &&
        CollectionChanges.Of(symbols).ArgumentsFor(parameter).Any(argument =>
            LiveCollection.VariablesOf(argument, symbols).Any(given => IsChangedState(given, argument, symbols)));

    // A local variable of the caller counts if the caller continues while the call runs.
    private static bool IsChangedState(ISymbol given, IOperation argument, KnownSymbols symbols) => given switch
    {
        IFieldSymbol or IPropertySymbol => CollectionChanges.Of(symbols).Has(given),
        ILocalSymbol => argument.Parent?.Parent?.Parent is not IAwaitOperation &&
            argument.Root().Descendants().Any(operation =>
                operation.Syntax.SpanStart > argument.Syntax.SpanStart &&
                ChangedCollection.VariablesChangedBy(operation, symbols).Contains(given, SymbolEqualityComparer.Default)),
        _ => false,
    };
}
