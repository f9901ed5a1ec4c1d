using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Rewrites <c>xs.ForEach(async x => await F(x));</c> as <c>foreach (var x in xs) { await F(x); }</c></summary>
internal static class ForEachLoop
{
    public const string Kind = "ForEach";

    /// <summary>
    /// The statement that can become a loop; null if the lambda is in no such statement, or has another meaning in a loop.
    /// </summary>
    public static ExpressionStatementSyntax? Of(IAnonymousFunctionOperation lambda, KnownSymbols symbols)
    {
        if (lambda.Parent is not IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } ||
            call.TargetMethod is not { Name: "ForEach" } method || !KnownSymbols.Is(method.ContainingType, symbols.ListOfT))
        {
            return null;
        }

        if (call.Syntax.Parent is not ExpressionStatementSyntax statement || Directives.AreInside(statement) || Build(statement) is null ||
            lambda.SemanticModel is not { } model || Names(lambda).Any(name => IsTaken(name, statement, model)))
        {
            return null;
        }

        // A loop variable cannot be assigned, and a return would leave the whole function.
        var parameter = lambda.Symbol.Parameters[0];
        return lambda.Body.Descendants().Any(o => o is IReturnOperation { IsImplicit: false } || IsWrite(o, parameter)) ||
            call.Instance is { } list && IsChangedMeanwhile(list, lambda, symbols) ? null : statement;
    }

    // By the body itself, or by other code while the body waits.
    private static bool IsChangedMeanwhile(IOperation list, IAnonymousFunctionOperation lambda, KnownSymbols symbols) =>
        ChangedCollection.IsChangedIn(lambda, list, symbols) ||
        (list.SemanticModel is { } model && EnclosingFunction.At(list.Syntax, model) is { } function &&
            LoopOverState.CanChange(list, function, symbols));

    /// <summary>The loop; null for an unexpected shape.</summary>
    public static StatementSyntax? Build(ExpressionStatementSyntax statement)
    {
        if (statement.Expression is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax access,
                ArgumentList.Arguments: { Count: 1 } arguments
            } ||
            arguments[0].Expression is not LambdaExpressionSyntax lambda || ParameterOf(lambda) is not { } parameter ||
            HasCommentsOutside(lambda.Body, statement))
        {
            return null;
        }

        var loop = (ForEachStatementSyntax)ParseStatement($"foreach (var {parameter.Text} in {access.Expression.WithoutTrivia()}) {{ F(); }}");
        var body = loop.Statement;
        if (lambda.Body is BlockSyntax block)
        {
            var line = lambda.ArrowToken.TrailingTrivia.Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1).ToList();
            loop = loop.WithCloseParenToken(loop.CloseParenToken.WithTrailingTrivia(line.Count == 0 ? [Space] : line));
            body = block.WithTrailingTrivia();
        }
        else if (lambda.Body is ExpressionSyntax expression)
        {
            var call = loop.DescendantNodes().OfType<InvocationExpressionSyntax>().Last();
            body = body.ReplaceNode(call, expression.WithoutTrivia());
        }

        return loop.WithStatement(body).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(statement.GetTrailingTrivia());
    }

    private static bool HasCommentsOutside(SyntaxNode body, StatementSyntax statement) => statement.DescendantTrivia().Any(t =>
        AwaitSyntax.IsComment(t) && !body.FullSpan.Contains(t.Span) && statement.Span.Contains(t.Span));

    private static SyntaxToken? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier,
        _ => null,
    };

    // Variables declared in the lambda are then declared in the function.
    private static IEnumerable<string> Names(IAnonymousFunctionOperation lambda) => lambda.Body.Descendants()
        .Select(o => o switch
        {
            IVariableDeclaratorOperation declarator => declarator.Symbol.Name,
            ILocalReferenceOperation { IsDeclaration: true } local => local.Local.Name,
            IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => symbol.Name,
            ILocalFunctionOperation function => function.Symbol.Name,
            _ => null,
        })
        .OfType<string>().Append(lambda.Symbol.Parameters[0].Name);

    private static bool IsTaken(string name, StatementSyntax statement, SemanticModel model) =>
        model.LookupSymbols(statement.SpanStart, name: name)
            .Any(s =>
                s is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction });

    private static bool IsWrite(IOperation operation, IParameterSymbol parameter) =>
        operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter) &&
            reference.Parent switch
            {
                IAssignmentOperation assignment => assignment.Target == reference,
                IIncrementOrDecrementOperation or ITupleOperation => true,
                IArgumentOperation argument => argument.Parameter?.RefKind != RefKind.None,
                _ => false,
            };
}
