using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>The call of the async twin, as the analyzer binds it and the fix writes it. A form is the name of the twin and what it gets besides.</summary>
internal static class CounterpartReplacement
{
    /// <summary>In front of a form: the sequence of a <c>foreach</c>, which becomes an <c>await foreach</c>.</summary>
    public const string Each = "Each:";

    /// <summary>Instead of the name of a twin: what the call is made on takes its place.</summary>
    public const string Source = "";

    /// <summary>Instead of an argument that is added: the twin gets memory where the call gets a span of it.</summary>
    public const string AsMemory = "." + nameof(AsMemory);

    public static string FormOf(string twin, string addition) => $"{twin}|{addition}";

    public static ExpressionSyntax Build(ExpressionSyntax value, string form)
    {
        if (value is not InvocationExpressionSyntax call || NameOf(call) is not { } old)
        {
            return value;
        }

        var parts = (form.StartsWith(Each, StringComparison.Ordinal) ? form.Substring(Each.Length) : form).Split('|');
        if (parts[0] == Source)
        {
            return call.Expression is MemberAccessExpressionSyntax access ? access.Expression.WithoutTrivia() : value;
        }

        var name = Identifier(default, parts[0], default);
        SimpleNameSyntax written = old is GenericNameSyntax generic
            ? generic.WithIdentifier(name.WithTriviaFrom(generic.Identifier))
            : IdentifierName(name).WithTriviaFrom(old);
        var twin = call.ReplaceNode(old, written);
        if (parts[1] == AsMemory)
        {
            return twin.ReplaceNodes(Spans(twin), static (_, span) => IdentifierName("AsMemory").WithTriviaFrom(span)).WithoutTrivia();
        }

        foreach (var addition in parts[1].Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            // Parsed, because tokens made by the factory ask the formatter to lay them out.
            var list = twin.ArgumentList;
            var argument = Argument(ParseExpression(addition).WithAdditionalAnnotations(AwaitSyntax.FullName));
            var separators = list.Arguments.GetSeparators().ToList();
            if (list.Arguments.Count > 0)
            {
                separators.Add(Token(default, SyntaxKind.CommaToken, TriviaList(Space)));
            }

            twin = twin.WithArgumentList(list.WithArguments(SeparatedList(list.Arguments.Concat([argument]), separators)));
        }

        return twin.WithoutTrivia();
    }

    /// <summary>Is an argument of the call made by <c>AsSpan</c>?</summary>
    public static bool TakesASpan(InvocationExpressionSyntax call) => Spans(call).Any();

    /// <summary>The loop whose sequence the call is.</summary>
    public static CommonForEachStatementSyntax? LoopOf(ExpressionSyntax call) =>
        call.Parent is CommonForEachStatementSyntax { AwaitKeyword.RawKind: 0 } loop && loop.Expression == call ? loop : null;

    /// <summary><c>await foreach (... in File.ReadLinesAsync(path))</c></summary>
    public static CommonForEachStatementSyntax BuildLoop(CommonForEachStatementSyntax loop, InvocationExpressionSyntax call, string form)
    {
        var keyword = Token(loop.ForEachKeyword.LeadingTrivia, SyntaxKind.AwaitKeyword, TriviaList(Space));
        var sequence = Build(call, form).WithTriviaFrom(call);
        return loop switch
        {
            ForEachStatementSyntax simple => simple.WithExpression(sequence).WithForEachKeyword(loop.ForEachKeyword.WithLeadingTrivia()).WithAwaitKeyword(keyword),
            ForEachVariableStatementSyntax variable => variable.WithExpression(sequence).WithForEachKeyword(loop.ForEachKeyword.WithLeadingTrivia()).WithAwaitKeyword(keyword),
            _ => loop,
        };
    }

    private static IEnumerable<IdentifierNameSyntax> Spans(InvocationExpressionSyntax call) => call.ArgumentList.Arguments
        .Select(a => a.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "AsSpan" } name } } ? name : null)
        .OfType<IdentifierNameSyntax>();

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
