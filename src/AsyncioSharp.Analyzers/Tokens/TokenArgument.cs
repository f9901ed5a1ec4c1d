using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>Builds a call with an additional token argument, for binding in the analyzer and for the fix.</summary>
internal static class TokenArgument
{
    /// <summary>The token of the current task.</summary>
    public const string Ambient = "global::AsyncioSharp.Asyncio.CurrentToken";

    private const string Kind = "Token";
    private const string Token = "token";
    private const string Name = "name";
    private const string ElementType = "elementType";
    private const string Fixed = "fixed";
    private const string Position = "position";

    /// <param name="token">The source text of the token.</param>
    /// <param name="name">The name of the parameter; null if the position is sufficient.</param>
    public static Edit EditOf(string token, string? name) => new Edit(Kind).With(Token, token).With(Name, name);

    /// <summary>The same for an overload that takes the token before its last arguments.</summary>
    public static Edit EditAt(string token, int position) =>
        EditOf(token, name: null).With(Position, position.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same, if the last arguments, the elements of a <c>params</c> array, must become one argument.</summary>
    /// <param name="edit">The edit with the token.</param>
    /// <param name="elementType">The source text of the element type.</param>
    /// <param name="fixedArguments">The number of arguments before the elements.</param>
    public static Edit WithArray(Edit edit, string elementType, int fixedArguments) =>
        edit.With(ElementType, elementType).With(Fixed, fixedArguments.ToString(CultureInfo.InvariantCulture));

    public static InvocationExpressionSyntax Build(InvocationExpressionSyntax call, Edit edit)
    {
        var token = edit[Token]!;
        var list = edit[ElementType] is { } elementType
            ? WithArray(call.ArgumentList, elementType, int.Parse(edit[Fixed]!, CultureInfo.InvariantCulture))
            : call.ArgumentList;
        var argument = ParseArgumentList(edit[Name] is { } name ? $"({name}: {token})" : $"({token})").Arguments[0];
        if (token.StartsWith("global::", StringComparison.Ordinal))
        {
            argument = argument.WithExpression(argument.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
        }

        return call.WithArgumentList(edit[Position] is { } position
            ? list.WithArguments(Insert(list.Arguments, int.Parse(position, CultureInfo.InvariantCulture), argument))
            : Append(list, argument));
    }

    private static SeparatedSyntaxList<ArgumentSyntax> Insert(
        SeparatedSyntaxList<ArgumentSyntax> list, int position, ArgumentSyntax argument)
    {
        var comma = SyntaxFactory.Token(default, SyntaxKind.CommaToken, TriviaList(Space));
        var next = list[position];
        var inserted = argument.WithLeadingTrivia(next.GetLeadingTrivia());
        var arguments = list.Replace(next, next.WithoutLeadingTrivia()).Insert(position, inserted);
        return SeparatedList(arguments, [.. list.GetSeparators().Take(position), comma, .. list.GetSeparators().Skip(position)]);
    }

    /// <summary>The list with one more argument at its end.</summary>
    public static ArgumentListSyntax Append(ArgumentListSyntax list, ArgumentSyntax argument)
    {
        var arguments = list.Arguments;
        if (arguments.Count == 0)
        {
            return list.WithArguments(SingletonSeparatedList(argument));
        }

        // Trivia that ends the line goes after the new argument.
        var last = arguments.Last();
        var end = last.GetTrailingTrivia();
        if (end.Any(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            arguments = arguments.Replace(last, last.WithoutTrailingTrivia());
            argument = argument.WithTrailingTrivia(end);
        }

        var separators = arguments.GetSeparators().Append(SyntaxFactory.Token(default, SyntaxKind.CommaToken, TriviaList(Space)));
        return list.WithArguments(SeparatedList(arguments.Concat([argument]), separators));
    }

    // P(1, 2) becomes P(new int[] { 1, 2 }).
    private static ArgumentListSyntax WithArray(ArgumentListSyntax list, string elementType, int fixedArguments)
    {
        var arguments = list.Arguments;
        var elements = arguments.Skip(fixedArguments).ToList();
        var text = elements.Count == 0 ? $"new {elementType}[0]" : $"new {elementType}[] {{ x }}";
        var array = (ArrayCreationExpressionSyntax)ParseExpression(text);
        if (elements.Count > 0)
        {
            var inner = arguments.GetSeparators().Skip(fixedArguments).Take(elements.Count - 1);
            var values = elements.Select(e => e.Expression).ToList();
            values[values.Count - 1] = values[values.Count - 1].WithTrailingTrivia(values[values.Count - 1].GetTrailingTrivia().Add(Space));
            array = array.WithInitializer(array.Initializer!.WithExpressions(SeparatedList(values, inner)));
        }

        var separators = arguments.GetSeparators().Take(fixedArguments);
        return list.WithArguments(SeparatedList(arguments.Take(fixedArguments).Concat([Argument(array)]), separators));
    }
}
