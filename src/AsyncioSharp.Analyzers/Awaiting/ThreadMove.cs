using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Moves a blocking call to another thread: <c>await Asyncio.ToThread(() => call)</c>.</summary>
internal static class ThreadMove
{
    /// <summary>For coroutines.</summary>
    public const string ToThread = nameof(ToThread);

    /// <summary>For plain async methods, which may run without a loop.</summary>
    public const string TaskRun = nameof(TaskRun);

    private static readonly InvocationExpressionSyntax ToThreadCall = Parse("global::AsyncioSharp.Asyncio.ToThread");
    private static readonly InvocationExpressionSyntax TaskRunCall = Parse("global::System.Threading.Tasks.Task.Run");

    public static Edit EditIn(CodeSite code) => new(code.IsCoroutine ? ToThread : TaskRun);

    public static ExpressionSyntax Build(ExpressionSyntax call, Edit edit)
    {
        var move = edit.Kind == ToThread ? ToThreadCall : TaskRunCall;
        var lambda = (LambdaExpressionSyntax)move.ArgumentList.Arguments[0].Expression;
        return move.ReplaceNode(lambda.ExpressionBody!, call.WithoutTrivia());
    }

    private static InvocationExpressionSyntax Parse(string name)
    {
        var move = (InvocationExpressionSyntax)ParseExpression(name + "(() => x)");
        return move.WithExpression(move.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
    }

    /// <summary>What prevents returning the result from another thread, as worded in messages.</summary>
    public static string? ObstacleOfResult(IOperation call, KnownSymbols symbols) =>
        symbols.IsTask(call.Type) || symbols.IsCoroutine(call.Type) || symbols.IsFuture(call.Type)
            ? "it returns what has to be awaited, too"
        : call.Syntax is ImplicitObjectCreationExpressionSyntax ? "its type is not written"
        : call.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol ? "it returns a pointer"
        : call.Type is
        {
            TypeKind: TypeKind.Interface, Name: "IDisposable" or "IAsyncDisposable",
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        }
            ? "it opens a scope, which may not reach back from another thread"
        : null;

    /// <summary>What prevents moving the call into a lambda, as worded in messages.</summary>
    public static string? Obstacle(IOperation call)
    {
        foreach (var operation in WithoutLambdas(call))
        {
            var obstacle = operation switch
            {
                IAwaitOperation => "its arguments await",
                IDeclarationExpressionOperation or IDeclarationPatternOperation => "it declares variables",
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => "it has ref or out arguments",
                IParameterReferenceOperation { Parameter.RefKind: not RefKind.None } or ILocalReferenceOperation { Local.IsRef: true } =>
                    "no lambda can capture a reference",
                IInstanceReferenceOperation { Type.IsValueType: true } => "no lambda can capture the struct",
                ILocalReferenceOperation or IParameterReferenceOperation =>
                    operation.Type?.IsRefLikeType == true ? "no lambda can capture a ref struct" : null,
                _ => operation == call && operation.Type?.IsRefLikeType == true ? "it returns a ref struct" : null,
            };
            if (obstacle is not null)
            {
                return obstacle;
            }
        }

        return null;
    }

    // Declarations inside a lambda argument stay inside it.
    private static IEnumerable<IOperation> WithoutLambdas(IOperation operation) =>
        operation is IAnonymousFunctionOperation ? [] : operation.ChildOperations.SelectMany(WithoutLambdas).Prepend(operation);
}
