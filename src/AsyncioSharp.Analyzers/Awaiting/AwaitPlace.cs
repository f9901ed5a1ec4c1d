using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Where the await that replaces a value goes: in its place or, for <c>x?.F()</c>, behind a null test.</summary>
internal sealed class AwaitPlace
{
    /// <summary>The argument of an edit that tells where its await goes; an edit without it awaits in place.</summary>
    public const string Argument = "place";

    /// <summary><c>t?.F();</c> becomes <c>if (t is not null) await t.FAsync();</c></summary>
    public const string IfNotNull = nameof(IfNotNull);

    /// <summary><c>X()?.F();</c> becomes <c>if (X() is { } x) await x.FAsync();</c></summary>
    public const string IfPattern = nameof(IfPattern);

    /// <summary><c>t?.F()</c> becomes <c>t is null ? null : await t.FAsync()</c>.</summary>
    public const string Either = nameof(Either);

    private const string NeedsTest = "a conditional access needs a test for null";

    private AwaitPlace(string? test, ExpressionSyntax site, string text, string? obstacle = null, SyntaxNode? replaced = null)
    {
        Test = test;
        Site = site;
        Text = text;
        Obstacle = obstacle;
        Replaced = replaced ?? site;
    }

    /// <summary>The form of the null test; null for an await that replaces the value itself.</summary>
    public string? Test { get; }

    /// <summary>The expression that is reported.</summary>
    public ExpressionSyntax Site { get; }

    /// <summary>The code that the fix writes, for the message.</summary>
    public string Text { get; }

    /// <summary>The obstacle that remains although an await would be legal.</summary>
    public string? Obstacle { get; }

    /// <summary>The node that the fix replaces.</summary>
    public SyntaxNode Replaced { get; }

    /// <summary>Adds the place of the await to the edit.</summary>
    public Edit Complete(Edit edit, AwaitSite site) => edit.WithAsync(site.MakeAsync).With(Argument, Test);

    /// <param name="value">The call or the property that blocks.</param>
    /// <param name="model">The semantic model of its tree.</param>
    /// <param name="awaitable">Builds the awaited expression that replaces it.</param>
    public static AwaitPlace Of(ExpressionSyntax value, SemanticModel model, Func<ExpressionSyntax, ExpressionSyntax> awaitable)
    {
        awaitable = AwaitConvention.For(value, model, awaitable);
        if (OutermostAccess(value) is not { } access)
        {
            return new AwaitPlace(null, value, Text(awaitable(value)));
        }

        if (Innermost(access).WhenNotNull != value)
        {
            return new AwaitPlace(null, value, Text(awaitable(NullTest.CallOf(access.WithWhenNotNull(value)))), NeedsTest);
        }

        var isSimple = access.WhenNotNull == value && model.GetTypeInfo(access.Expression).Type?.IsReferenceType == true &&
            model.GetSymbolInfo(access.Expression).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol &&
            access.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        if (access.Parent is ExpressionStatementSyntax statement)
        {
            var variable = isSimple ? null : UniqueName.ForReceiver(access, statement, model, access.SpanStart);
            var written = NullTest.Of(statement, access, variable, awaitable);
            var text = Display(written.WithoutTrivia()).TrimEnd(';');
            return new AwaitPlace(isSimple ? IfNotNull : IfPattern, access, text, replaced: statement);
        }

        var choice = Display(Choice(access, model.GetTypeInfo(access).Type, model, access.SpanStart, awaitable));
        var canChoose = isSimple && !access.DescendantTrivia().Any(t => access.Span.Contains(t.Span) && AwaitSyntax.IsComment(t));
        return new AwaitPlace(Either, access, choice, canChoose ? null : NeedsTest);

        string Text(ExpressionSyntax awaited) => Display(AwaitSyntax.Await(awaited.WithoutTrivia()));

        string Display(SyntaxNode written) => AwaitSyntax.Display(written, model, value.SpanStart);
    }

    /// <summary><c>t is null ? null : await t</c>; for a value type, the null is written with its type.</summary>
    public static ExpressionSyntax Choice(
        ConditionalAccessExpressionSyntax access, ITypeSymbol? type, SemanticModel model, int position, Func<ExpressionSyntax,
            ExpressionSyntax> awaitable)
    {
        var awaited = AwaitSyntax.Await(awaitable(NullTest.CallOf(access)).WithoutTrivia());
        var nothing = type?.IsValueType == true ? $"({type.ToMinimalDisplayString(model, position)})null" : "null";
        var choice = (ConditionalExpressionSyntax)ParseExpression($"{access.Expression.WithoutTrivia()} is null ? {nothing} : x");
        choice = choice.WithWhenFalse(awaited);
        var stands = access.Parent is EqualsValueClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax or ReturnStatementSyntax
            or ArrowExpressionClauseSyntax
            or ParenthesizedExpressionSyntax or AnonymousFunctionExpressionSyntax or null;
        return (stands ? (ExpressionSyntax)choice : ParenthesizedExpression(choice)).WithTriviaFrom(access);
    }

    private static ConditionalAccessExpressionSyntax? OutermostAccess(ExpressionSyntax value)
    {
        // Only an expression that begins with ?. is part of the access: an argument inside it is independent.
        if (Leftmost(value) is not (MemberBindingExpressionSyntax or ElementBindingExpressionSyntax))
        {
            return null;
        }

        var access = value.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(a => a.WhenNotNull.Span.Contains(value.Span));
        while (access?.Parent is ConditionalAccessExpressionSyntax outer && outer.WhenNotNull == access)
        {
            access = outer;
        }

        return access;
    }

    private static ConditionalAccessExpressionSyntax Innermost(ConditionalAccessExpressionSyntax access)
    {
        while (access.WhenNotNull is ConditionalAccessExpressionSyntax inner)
        {
            access = inner;
        }

        return access;
    }

    private static ExpressionSyntax Leftmost(ExpressionSyntax expression)
    {
        while (true)
        {
            var inner = expression switch
            {
                InvocationExpressionSyntax call => call.Expression,
                MemberAccessExpressionSyntax member => member.Expression,
                ElementAccessExpressionSyntax element => element.Expression,
                PostfixUnaryExpressionSyntax postfix => postfix.Operand,
                _ => null,
            };
            if (inner is null)
            {
                return expression;
            }

            expression = inner;
        }
    }
}
