using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Rewrites <c>foreach (var x in xs) { list.Add(await F(x)); }</c> as one gather whose results are added to the list in the same order.
/// </summary>
internal static class GatherLoop
{
    /// <summary><c>list.AddRange(await Asyncio.Gather(xs.Select(x => F(x))));</c></summary>
    public const string AddRange = nameof(AddRange);

    /// <summary><c>var list = (await Asyncio.Gather(xs.Select(x => F(x)))).ToList();</c></summary>
    public const string ToList = nameof(ToList);

    public static (string Kind, string Text)? Of(ForEachStatementSyntax statement, IForEachLoopOperation loop, IInvocationOperation call,
        KnownSymbols symbols)
    {
        if (!KnownSymbols.Is(call.Type, symbols.CoroutineOfT) || HasComments(statement) || AddIn(statement) is not { } add ||
            ListOf(add) is not { } list || loop.SemanticModel is not { } model)
        {
            return null;
        }

        if (model.GetSymbolInfo(add).Symbol is not IMethodSymbol method || !KnownSymbols.Is(method.ContainingType, symbols.ListOfT) ||
            model.GetSymbolInfo(list).Symbol is not { } variable || IsRead(loop.Collection, variable) || IsRead(call, variable))
        {
            return null;
        }

        var canDeclare = DeclarationOf(statement, list) is { } declaration && CanGo(declaration) &&
            !statement.GetLeadingTrivia().Any(AwaitSyntax.IsComment);
        foreach (var possible in canDeclare ? new[] { ToList, AddRange } : [AddRange])
        {
            if (Build(statement, possible) is { } written && HasSameType(statement, written, possible, method.ContainingType, model))
            {
                return (possible, AwaitSyntax.Display(written.WithoutTrivia(), model, statement.SpanStart).TrimEnd(';'));
            }
        }

        return null;
    }

    /// <summary>The statement that replaces the loop; null for an unexpected shape.</summary>
    public static StatementSyntax? Build(ForEachStatementSyntax statement, string kind)
    {
        if (AddIn(statement) is not { ArgumentList.Arguments: { Count: 1 } arguments } add ||
            arguments[0].Expression is not AwaitExpressionSyntax await || ListOf(add) is not { } list)
        {
            return null;
        }

        var declaration = kind == ToList ? DeclarationOf(statement, list) : null;
        var text = kind == ToList
            ? $"{declaration?.Declaration.Type.WithoutTrivia()} {list.WithoutTrivia()} = (await global::AsyncioSharp.Asyncio.Gather(xs.Select({statement.Identifier.Text} => f))).ToList();"
            : $"{list.WithoutTrivia()}.AddRange(await global::AsyncioSharp.Asyncio.Gather(xs.Select({statement.Identifier.Text} => f)));";
        var written = ParseStatement(text);
        var gather = written.DescendantNodes().OfType<MemberAccessExpressionSyntax>().First(m => m.Name.Identifier.ValueText == "Gather");
        written = written.ReplaceNode(gather, gather.WithAdditionalAnnotations(AwaitSyntax.FullName));
        var source = written.DescendantNodes().OfType<IdentifierNameSyntax>().Last(n => n.Identifier.ValueText == "xs");
        written = written.ReplaceNode(source, Receiver(statement.Expression.WithoutTrivia()));
        var body = written.DescendantNodes().OfType<LambdaExpressionSyntax>().Last().ExpressionBody!;
        return written
            .ReplaceNode(body, await.Expression.WithoutTrivia())
            .WithLeadingTrivia(declaration is null ? statement.GetLeadingTrivia() : declaration.GetLeadingTrivia())
            .WithTrailingTrivia(statement.GetTrailingTrivia());
    }

    /// <summary>The declaration of the list, if it immediately precedes the loop.</summary>
    public static LocalDeclarationStatementSyntax? DeclarationOf(ForEachStatementSyntax statement)
        => AddIn(statement) is { } add && ListOf(add) is { } list ? DeclarationOf(statement, list) : null;

    private static LocalDeclarationStatementSyntax? DeclarationOf(ForEachStatementSyntax statement, ExpressionSyntax list)
    {
        var siblings = BlockEnd.Siblings(statement);
        var index = siblings.IndexOf(statement);
        return index > 0 && list is IdentifierNameSyntax name &&
            siblings[index - 1] is LocalDeclarationStatementSyntax
            {
                UsingKeyword.RawKind: 0,
                Declaration.Variables: { Count: 1 } variables
            } declaration &&
            variables[0].Identifier.ValueText == name.Identifier.ValueText
            ? declaration
            : null;
    }

    // The declaration of the list is removed with the loop, and contains nothing that would be lost.
    private static bool CanGo(LocalDeclarationStatementSyntax declaration) =>
        IsEmptyList(declaration) && !HasComments(declaration) && !declaration.GetTrailingTrivia().Any(AwaitSyntax.IsComment);

    private static bool IsEmptyList(LocalDeclarationStatementSyntax declaration) =>
        declaration.Declaration.Variables[0].Initializer?.Value switch
        {
            BaseObjectCreationExpressionSyntax creation =>
                creation.Initializer is null && creation.ArgumentList is null or { Arguments.Count: 0 },
            CollectionExpressionSyntax collection => collection.Elements.Count == 0,
            _ => false,
        };

    private static InvocationExpressionSyntax? AddIn(ForEachStatementSyntax statement)
    {
        var body = statement.Statement is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : statement.Statement;
        return body is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } add } &&
            add.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" } &&
            add.ArgumentList.Arguments[0].Expression is AwaitExpressionSyntax
            ? add
            : null;
    }

    // A variable or a field, so that naming it later refers to the same list.
    private static ExpressionSyntax? ListOf(InvocationExpressionSyntax add) =>
        ((MemberAccessExpressionSyntax)add.Expression).Expression switch
        {
            IdentifierNameSyntax name => name,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member,
            _ => null,
        };

    private static bool HasComments(StatementSyntax statement) =>
        Directives.AreInside(statement) ||
            statement.DescendantTrivia()
                .Any(t => AwaitSyntax.IsComment(t) && t.SpanStart >= statement.SpanStart && t.Span.End <= statement.Span.End);

    private static bool IsRead(IOperation operation, ISymbol variable) =>
        operation.DescendantsAndSelf()
            .Any(o => SharedVariable.SymbolOf(o) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, variable));

    private static ExpressionSyntax Receiver(ExpressionSyntax source) =>
        source is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax or ThisExpressionSyntax or ObjectCreationExpressionSyntax
            ? source
            : ParenthesizedExpression(source);

    private static bool HasSameType(ForEachStatementSyntax statement, StatementSyntax written, string kind, INamedTypeSymbol list,
        SemanticModel model)
    {
        var block = Block(written);
        if (!model.TryGetSpeculativeSemanticModel(statement.SpanStart, block, out var speculative))
        {
            return false;
        }

        var calls = block.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        var isBound = calls.All(call => speculative.GetSymbolInfo(call).Symbol is IMethodSymbol);
        return isBound && (kind == AddRange || SymbolEqualityComparer.Default.Equals(speculative.GetTypeInfo(calls[0]).Type, list));
    }
}
