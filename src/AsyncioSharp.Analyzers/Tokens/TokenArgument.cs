using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A call with one more argument, the token, as the analyzer binds it and the fix writes it.</summary>
internal static class TokenArgument
{
    /// <summary>What the current task is canceled with.</summary>
    public const string Ambient = "global::AsyncioSharp.Asyncio.CurrentToken";

    private const string Kind = "Token";
    private const string Token = "token";
    private const string Name = "name";
    private const string ElementType = "elementType";
    private const string Fixed = "fixed";

    /// <param name="token">As it is written.</param>
    /// <param name="name">The parameter to name; null where the position is enough.</param>
    public static Edit EditOf(string token, string? name) => new Edit(Kind).With(Token, token).With(Name, name);

    /// <summary>The same where the last arguments, which are the elements of a <c>params</c> array, have to become one.</summary>
    /// <param name="edit">The token.</param>
    /// <param name="elementType">The type of the elements, as it is written.</param>
    /// <param name="fixedArguments">How many arguments stand before the elements.</param>
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

        return call.WithArgumentList(Append(list, argument));
    }

    private static ArgumentListSyntax Append(ArgumentListSyntax list, ArgumentSyntax argument)
    {
        var arguments = list.Arguments;
        if (arguments.Count == 0)
        {
            return list.WithArguments(SingletonSeparatedList(argument));
        }

        // What ends the line goes behind the new argument.
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
