using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Scopes that must end on the thread where they began: a <c>TransactionScope</c> whose transaction does not flow,
/// <c>ExecutionContext.SuppressFlow()</c>, and objects of the program that hold a thread-bound lock until they are disposed.
/// </summary>
internal static class ThreadScope
{
    /// <summary>The scope around a node, as worded in messages; null if there is none.</summary>
    public static string? Around(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        foreach (var operation in FunctionBody.Of(function.Operation))
        {
            var isAround = operation switch
            {
                IUsingOperation scope => scope.Body.Syntax.Span.Contains(node.Span) && Opens(scope.Resources, symbols),
                IUsingDeclarationOperation declaration => IsBehind(declaration, node) && Opens(declaration.DeclarationGroup, symbols),

                // A scope that is disposed manually is assumed to last until the end of its block.
                IVariableDeclarationGroupOperation { Parent: not (IUsingOperation or IUsingDeclarationOperation) } variables =>
                    IsBehind(variables, node) && Opens(variables, symbols),
                _ => false,
            };
            if (isAround)
            {
                return AwaitSyntax.Display(Resource(operation));
            }
        }

        return null;
    }

    private static SyntaxNode Resource(IOperation operation)
    {
        var resource = operation is IUsingOperation { Resources: { } resources } ? resources : operation;
        return resource.DescendantsAndSelf().OfType<IVariableInitializerOperation>().FirstOrDefault()?.Value.Syntax ?? resource.Syntax;
    }

    private static bool IsBehind(IOperation declaration, SyntaxNode node) =>
        declaration.Syntax.Span.End <= node.SpanStart && declaration.Syntax.Parent is { } block && block.Span.Contains(node.Span);

    private static bool Opens(IOperation resources, KnownSymbols symbols) =>
        FunctionBody.WithSelf(resources).Any(operation => operation switch
        {
            IObjectCreationOperation { Type: { Name: "TransactionScope" } } creation => IsTransactions(creation.Type) && !Flows(creation),
            IInvocationOperation { Type: { Name: "TransactionScope" } } call => IsTransactions(call.Type) && !FlowsFrom(call.TargetMethod),
            IInvocationOperation
            {
                TargetMethod:
                {
                    Name: "SuppressFlow",
                    ContainingType: { Name: "ExecutionContext", ContainingNamespace.Name: "Threading" }
                }
            } => true,
            IObjectCreationOperation { Constructor: { } constructor } => LockHelpers.Takes(constructor, symbols),
            IInvocationOperation call => LockHelpers.Takes(call.TargetMethod, symbols),
            _ => false,
        });

    private static bool IsTransactions(ITypeSymbol? type) =>
        type?.ContainingNamespace is { Name: "Transactions", ContainingNamespace.Name: "System" };

    private static bool Flows(IOperation creation) =>
        FunctionBody.Of(creation)
            .Any(static o =>
                o is IFieldReferenceOperation { Field: { Name: "Enabled", ContainingType.Name: "TransactionScopeAsyncFlowOption" } });

    // A factory method of the program usually names the option itself.
    private static bool FlowsFrom(IMethodSymbol factory) =>
        factory.DeclaringSyntaxReferences.Any(static reference =>
            reference.GetSyntax().DescendantTokens().Any(static token => token.ValueText == "TransactionScopeAsyncFlowOption"));
}
