using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>Builds the call of the async counterpart, for binding in the analyzer and for the fix.</summary>
internal static class CounterpartReplacement
{
    /// <summary>The call of the counterpart is awaited.</summary>
    public const string Call = nameof(Call);

    /// <summary>The call is the sequence of a <c>foreach</c>, which becomes an <c>await foreach</c>.</summary>
    public const string Each = nameof(Each);

    /// <summary>The argument that names the counterpart; without it, the receiver of the call replaces the call.</summary>
    public const string Name = "name";

    /// <summary>The argument with the options that the counterpart requires, as source text.</summary>
    public const string Options = "options";

    /// <summary>The argument with the token for the counterpart, as source text.</summary>
    public const string Token = "token";

    /// <summary>The argument that tells to pass memory to the counterpart where the call passes a span of it.</summary>
    public const string Memory = "memory";

    public static ExpressionSyntax Build(ExpressionSyntax value, Edit edit)
    {
        if (value is not InvocationExpressionSyntax call || CalleeName.Of(call) is not { } old)
        {
            return value;
        }

        if (edit[Name] is not { } written)
        {
            return call.Expression is MemberAccessExpressionSyntax access ? access.Expression.WithoutTrivia() : value;
        }

        var counterpart = call.ReplaceNode(old, Renamed(old, written));
        if (edit[Memory] is not null)
        {
            return counterpart.ReplaceNodes(Spans(counterpart), static (_, span) => IdentifierName("AsMemory").WithTriviaFrom(span))
                .WithoutTrivia();
        }

        foreach (var addition in new[] { edit[Options], edit[Token] }.OfType<string>())
        {
            counterpart = counterpart.WithArgumentList(Append(counterpart.ArgumentList, addition));
        }

        return counterpart.WithoutTrivia();
    }

    private static SimpleNameSyntax Renamed(SimpleNameSyntax old, string name)
    {
        var identifier = Identifier(default, name, default);
        return old is GenericNameSyntax generic
            ? generic.WithIdentifier(identifier.WithTriviaFrom(generic.Identifier))
            : IdentifierName(identifier).WithTriviaFrom(old);
    }

    // Parsed, because the formatter would lay out tokens made by the factory.
    private static ArgumentListSyntax Append(ArgumentListSyntax list, string addition) =>
        TokenArgument.Append(list, Argument(ParseExpression(addition).WithAdditionalAnnotations(AwaitSyntax.FullName)));

    /// <summary>True if an argument of the call is made by <c>AsSpan</c>.</summary>
    public static bool TakesASpan(InvocationExpressionSyntax call) => Spans(call).Any();

    /// <summary>The loop whose sequence is the call.</summary>
    public static CommonForEachStatementSyntax? LoopOf(ExpressionSyntax call) =>
        call.Parent is CommonForEachStatementSyntax { AwaitKeyword.RawKind: 0 } loop && loop.Expression == call ? loop : null;

    /// <summary><c>await foreach (... in File.ReadLinesAsync(path))</c></summary>
    /// <param name="loop">The loop.</param>
    /// <param name="call">Its sequence.</param>
    /// <param name="awaitable">Builds the sequence that is awaited.</param>
    public static CommonForEachStatementSyntax BuildLoop(
        CommonForEachStatementSyntax loop, ExpressionSyntax call, Func<ExpressionSyntax, ExpressionSyntax> awaitable)
    {
        var keyword = SyntaxFactory.Token(loop.ForEachKeyword.LeadingTrivia, SyntaxKind.AwaitKeyword, TriviaList(Space));
        var sequence = awaitable(call).WithTriviaFrom(call);
        return loop switch
        {
            ForEachStatementSyntax simple =>
                simple.WithExpression(sequence).WithForEachKeyword(loop.ForEachKeyword.WithLeadingTrivia()).WithAwaitKeyword(keyword),
            ForEachVariableStatementSyntax variable =>
                variable.WithExpression(sequence).WithForEachKeyword(loop.ForEachKeyword.WithLeadingTrivia()).WithAwaitKeyword(keyword),
            _ => loop,
        };
    }

    private static IEnumerable<IdentifierNameSyntax> Spans(InvocationExpressionSyntax call) => call.ArgumentList.Arguments
        .Select(argument => argument.Expression).OfType<InvocationExpressionSyntax>()
        .Select(inner => inner.Expression).OfType<MemberAccessExpressionSyntax>()
        .Select(access => access.Name).OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == "AsSpan");
}
