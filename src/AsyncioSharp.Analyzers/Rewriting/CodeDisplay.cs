using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Formats code for a message: on one line, without comments, and with names as short as the position allows.</summary>
internal static class CodeDisplay
{
    /// <summary>Code from the file, whose names are kept.</summary>
    public static string Of(SyntaxNode code)
    {
        var text = new StringBuilder();
        SyntaxToken previous = default;
        foreach (var token in code.DescendantTokens())
        {
            if (text.Length > 0 && IsApart(previous, token))
            {
                text.Append(' ');
            }

            text.Append(TextOf(token));
            previous = token;
        }

        return text.ToString();
    }

    /// <summary>Code written by a fix: fully qualified names are shortened as far as the position allows.</summary>
    public static string Of(SyntaxNode code, SemanticModel model, int position)
    {
        var full = code.DescendantNodesAndSelf().Where(IsFullName).ToList();
        return Of(code.ReplaceNodes(full, (_, name) => Shortened(name, model, position)));
    }

    // True if the code has a space or a line end between two tokens, except inside a chain of calls.
    private static bool IsApart(SyntaxToken left, SyntaxToken right) =>
        left.TrailingTrivia.Concat(right.LeadingTrivia)
            .Any(t => t.IsKind(SyntaxKind.WhitespaceTrivia) || t.IsKind(SyntaxKind.EndOfLineTrivia)) &&
        !IsTight(left, right);

    private static bool IsTight(SyntaxToken left, SyntaxToken right) =>
        right.Kind() is SyntaxKind.DotToken or SyntaxKind.CloseParenToken or SyntaxKind.CommaToken or SyntaxKind.SemicolonToken ||
        left.Kind() is SyntaxKind.DotToken or SyntaxKind.OpenParenToken ||
        right is { RawKind: (int)SyntaxKind.QuestionToken, Parent: ConditionalAccessExpressionSyntax };

    // A multi-line string has the same value on one line.
    private static string TextOf(SyntaxToken token) =>
        token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) ? SymbolDisplay.FormatLiteral(token.ValueText, quote: true)
        : token.Text.IndexOf('\n') < 0 ? token.Text
        : string.Join(" ", token.Text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));

    // The outermost name that begins with 'global::'.
    private static bool IsFullName(SyntaxNode node) =>
        node is MemberAccessExpressionSyntax or QualifiedNameSyntax && IsGlobal(node) &&
        !(node.Parent is MemberAccessExpressionSyntax or QualifiedNameSyntax && IsGlobal(node.Parent));

    private static bool IsGlobal(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => IsGlobal(access.Expression),
        QualifiedNameSyntax name => IsGlobal(name.Left),
        AliasQualifiedNameSyntax alias => alias.Alias.Identifier.IsKind(SyntaxKind.GlobalKeyword),
        _ => false,
    };

    // The type, as short as possible, followed by the member.
    private static SyntaxNode Shortened(SyntaxNode name, SemanticModel model, int position)
    {
        if (TypeOf(name, model, position) is { } type)
        {
            var written = type.ToMinimalDisplayString(model, position);
            return name is TypeSyntax
                ? SyntaxFactory.ParseTypeName(written).WithTriviaFrom(name)
                : SyntaxFactory.ParseExpression(written).WithTriviaFrom(name);
        }

        return name is MemberAccessExpressionSyntax access && Shortened(access.Expression, model, position) is ExpressionSyntax expression
            ? access.WithExpression(expression)
            : name;
    }

    private static INamedTypeSymbol? TypeOf(SyntaxNode name, SemanticModel model, int position)
    {
        var type = name as TypeSyntax ?? SyntaxFactory.ParseTypeName(name.WithoutTrivia().ToString());
        return model.GetSpeculativeSymbolInfo(position, type, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol as INamedTypeSymbol;
    }
}
