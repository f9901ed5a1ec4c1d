using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A call with a token more, as the analyzer binds it and the fix writes it. A form is the token, the parameter to name, and the array that <c>params</c> become.</summary>
internal static class TokenArgument
{
    /// <summary>What the current task is cancelled with.</summary>
    public const string Ambient = "global::AsyncioSharp.Asyncio.CurrentToken";

    public static string FormOf(string token, string name, string elementType, int fixedArguments) =>
        $"{token}|{name}|{elementType}|{fixedArguments.ToString(CultureInfo.InvariantCulture)}";

    public static InvocationExpressionSyntax Build(InvocationExpressionSyntax call, string form)
    {
        var parts = form.Split('|');
        var list = parts[2].Length == 0 ? call.ArgumentList : WithArray(call.ArgumentList, parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture));
        var argument = ParseArgumentList(parts[1].Length == 0 ? $"({parts[0]})" : $"({parts[1]}: {parts[0]})").Arguments[0];
        if (parts[0].StartsWith("global::", StringComparison.Ordinal))
        {
            argument = argument.WithExpression(argument.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
        }

        return call.WithArgumentList(Append(list, argument));
    }

    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

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

        var separators = arguments.GetSeparators().Append(Token(default, SyntaxKind.CommaToken, TriviaList(Space)));
        return list.WithArguments(SeparatedList(arguments.Concat([argument]), separators));
    }

    // P(1, 2) becomes P(new int[] { 1, 2 }).
    private static ArgumentListSyntax WithArray(ArgumentListSyntax list, string elementType, int fixedArguments)
    {
        var arguments = list.Arguments;
        var elements = arguments.Skip(fixedArguments).ToList();
        var array = (ArrayCreationExpressionSyntax)ParseExpression(elements.Count == 0 ? $"new {elementType}[0]" : $"new {elementType}[] {{ x }}");
        if (elements.Count > 0)
        {
            var inner = arguments.GetSeparators().Skip(fixedArguments).Take(elements.Count - 1);
            array = array.WithInitializer(array.Initializer!.WithExpressions(
                SeparatedList(elements.Select((e, i) => i == elements.Count - 1 ? e.Expression.WithTrailingTrivia(e.Expression.GetTrailingTrivia().Add(Space)) : e.Expression), inner)));
        }

        return list.WithArguments(SeparatedList(arguments.Take(fixedArguments).Concat([Argument(array)]), arguments.GetSeparators().Take(fixedArguments)));
    }
}
