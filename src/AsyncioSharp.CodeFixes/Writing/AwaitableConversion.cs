using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>A conversion from one awaitable to another, or to its result.</summary>
internal sealed class AwaitableConversion
{
    private static readonly AwaitableConversion Await = new("Await it", AwaitSyntax.InPlaceOf);
    private static readonly AwaitableConversion AsTask = new("Use '.AsTask()'", static (_, value) => Member(value, "AsTask"));
    private static readonly AwaitableConversion FromTask =
        new("Wrap in 'Asyncio.FromTask(...)'", static (_, value) => Asyncio("FromTask", value));

    private static readonly AwaitableConversion CreateTask =
        new("Make it a task: 'Asyncio.CreateTask(...)'", static (_, value) => Asyncio("CreateTask", value));

    private static readonly AwaitableConversion FromValueTask =
        new("Wrap in 'Asyncio.FromTask(...)'", static (_, value) => Asyncio("FromTask", Member(value, "AsTask")));

    private static readonly AwaitableConversion CreateTaskAsTask =
        new(
            "Make it a task of .NET: 'Asyncio.CreateTask(...).AsTask()'",
            static (_, value) => Member(Asyncio("CreateTask", value), "AsTask"));

    private readonly Func<ExpressionSyntax, ExpressionSyntax, ExpressionSyntax> _write;

    private AwaitableConversion(string title, Func<ExpressionSyntax, ExpressionSyntax, ExpressionSyntax> write)
    {
        Title = title;
        _write = write;
    }

    /// <summary>The title of the light bulb.</summary>
    public string Title { get; }

    /// <summary>
    /// The conversions to try for a value of this type; the first one that compiles is used. AIO201 covers the await of a coroutine.
    /// </summary>
    public static IReadOnlyList<AwaitableConversion> Of(ITypeSymbol type, KnownSymbols symbols)
    {
        var definition = type.OriginalDefinition;
        if (symbols.IsFuture(type))
        {
            return [AsTask, Await];
        }

        if (KnownSymbols.Is(definition, symbols.Coroutine) || KnownSymbols.Is(definition, symbols.CoroutineOfT))
        {
            return [CreateTask, CreateTaskAsTask];
        }

        if (KnownSymbols.Is(definition, symbols.ValueTask) || KnownSymbols.Is(definition, symbols.ValueTaskOfT))
        {
            return [FromValueTask, CreateTask];
        }

        return symbols.IsTask(type) ? [FromTask, CreateTask] : [];
    }

    /// <summary>The expression that replaces <paramref name="value"/>.</summary>
    public ExpressionSyntax Write(ExpressionSyntax value) => _write(value, value);

    private static ExpressionSyntax Asyncio(string member, ExpressionSyntax argument) =>
        InvocationExpression(
                ParseExpression($"global::AsyncioSharp.Asyncio.{member}").WithAdditionalAnnotations(Simplifier.Annotation),
                ArgumentList(SingletonSeparatedList(Argument(argument.WithoutTrivia()))))
            .WithTriviaFrom(argument);

    private static ExpressionSyntax Member(ExpressionSyntax value, string member) =>
        InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Receiver(value.WithoutTrivia()), IdentifierName(member)))
            .WithTriviaFrom(value);

    private static ExpressionSyntax Receiver(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax
            ? value
            : ParenthesizedExpression(value);
}
