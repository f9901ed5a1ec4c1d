using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>Writes another awaitable as the return type of functions.</summary>
internal static class ReturnTypeWriter
{
    private const string Coroutine = "global::AsyncioSharp.Coroutine";
    private const string Task = "global::System.Threading.Tasks.Task";

    /// <summary>The functions return a coroutine; <c>ConfigureAwait</c>, which has no meaning there, is dropped.</summary>
    public static SyntaxNode ToCoroutines(SyntaxNode root, IReadOnlyList<SyntaxNode> functions)
    {
        var types = functions.Select(TypeOf).OfType<TypeSyntax>().ToList();
        var configured = functions.SelectMany(ConfiguredIn).Distinct().ToList();
        return root.ReplaceNodes(types.Concat<SyntaxNode>(configured), (_, node) => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call =>
                access.Expression.WithoutTrailingTrivia().WithTriviaFrom(call),
            TypeSyntax type => Renamed(type, Coroutine),
            _ => node,
        });
    }

    /// <summary>The functions return a task.</summary>
    public static SyntaxNode ToTasks(SyntaxNode root, IReadOnlyList<SyntaxNode> functions) =>
        root.ReplaceNodes(functions.Select(TypeOf).OfType<TypeSyntax>(), static (_, type) => Renamed(type, Task));

    private static TypeSyntax? TypeOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    private static TypeSyntax Renamed(TypeSyntax type, string name)
    {
        var arguments = type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.ToString() ?? "";
        return SyntaxFactory.ParseTypeName(name + arguments).WithAdditionalAnnotations(AwaitSyntax.FullName).WithTriviaFrom(type);
    }

    // In the function itself: a lambda keeps its awaits as they are.
    private static IEnumerable<InvocationExpressionSyntax> ConfiguredIn(SyntaxNode function) => function
        .DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<AwaitExpressionSyntax>()
        .Select(static awaited => awaited.Expression).OfType<InvocationExpressionSyntax>()
        .Where(static call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access &&
            !access.OperatorToken.LeadingTrivia.Concat(access.Expression.GetTrailingTrivia()).Any(AwaitSyntax.IsComment));
}
