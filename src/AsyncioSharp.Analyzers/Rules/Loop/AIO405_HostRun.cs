using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// An await in a function that a host calls, which runs on a <c>LoopHost</c> in scope: <c>await loop.RunAsync(() => F())</c>.
/// </summary>
internal sealed class HostRun
{
    /// <summary>For coroutines.</summary>
    public const string OnHost = nameof(OnHost);

    /// <summary>For what has to be awaited on the loop: <c>await loop.RunAsync(async () => await Gather())</c>.</summary>
    public const string AwaitOnHost = nameof(AwaitOnHost);

    /// <summary>The argument with the name of the host.</summary>
    public const string Host = "host";

    /// <summary>The argument with the token that cancels the coroutine; absent without one.</summary>
    public const string Token = "token";

    private HostRun(Edit? edit, string text)
    {
        Edit = edit;
        Text = text;
    }

    /// <summary>Null if there is no fix.</summary>
    public Edit? Edit { get; }

    /// <summary>The new operand of the await, or how to write it by hand, as messages show it.</summary>
    public string Text { get; }

    /// <summary>Null if no host is in scope.</summary>
    public static HostRun? Of(IAwaitOperation awaited, AwaitExpressionSyntax syntax, EnclosingFunction function, KnownSymbols symbols)
    {
        var model = awaited.SemanticModel!;
        var hosts = LoopHostInScope.Of(function, syntax, model, symbols);
        if (hosts.Count == 0)
        {
            return null;
        }

        if (hosts.Count > 1)
        {
            return new HostRun(null, $"give it to 'RunAsync' of '{hosts[0]}' or '{hosts[1]}', whichever has its objects");
        }

        var edit = new Edit(symbols.IsCoroutine(awaited.Operation.Type) ? OnHost : AwaitOnHost)
            .With(Host, hosts[0]).With(Token, TokenFor(awaited, function, symbols));
        var run = Build(Operand(syntax).WithoutTrivia(), edit);
        var obstacle = Directives.AreInside(syntax) ? "there is a directive in it" : ThreadMove.Obstacle(awaited.Operation);
        obstacle ??= Binds(run, awaited, symbols) ? null : "its result would have another type";
        return obstacle is null
            ? new HostRun(edit, AwaitSyntax.Display(run))
            : new HostRun(null, $"{obstacle}, so await it in a coroutine of its own, and give that to '{hosts[0]}.RunAsync'");
    }

    /// <summary>What is awaited, without parentheses.</summary>
    public static ExpressionSyntax Operand(AwaitExpressionSyntax syntax) =>
        syntax.Expression is ParenthesizedExpressionSyntax { Expression: { } inner } ? inner : syntax.Expression;

    /// <summary>The new operand of the await.</summary>
    public static ExpressionSyntax Build(ExpressionSyntax operand, Edit edit)
    {
        var token = edit[Token] is { } name ? $", {name}" : "";
        var run = SyntaxFactory.ParseExpression($"{edit[Host]}.RunAsync({(edit.Kind == OnHost ? "() => x" : "async () => x")}{token})");
        var hole = run.DescendantNodes().OfType<LambdaExpressionSyntax>().First().ExpressionBody!;
        return run.ReplaceNode(hole, edit.Kind == OnHost ? operand : AwaitSyntax.Await(operand));
    }

    // A token that the call has already cancels it anyway, and cleanup has to run to its end.
    private static string? TokenFor(IAwaitOperation awaited, EnclosingFunction function, KnownSymbols symbols) =>
        awaited.Descendants().Any(operation => !operation.IsImplicit && symbols.IsCancellationToken(operation.Type)) ||
        Cleanup.Contains(awaited, function, symbols)
            ? null
            : TokenInScope.Of(function, onLoop: false, awaited.SemanticModel!, awaited.Syntax.SpanStart, symbols) is
            { Obstacle: null, Text: var token }
                ? token
                : null;

    private static bool Binds(ExpressionSyntax run, IAwaitOperation awaited, KnownSymbols symbols)
    {
        var type = awaited.SemanticModel!.GetSpeculativeTypeInfo(
            awaited.Syntax.SpanStart, run, SpeculativeBindingOption.BindAsExpression).Type as INamedTypeSymbol;
        return awaited.Type?.SpecialType == SpecialType.System_Void
            ? KnownSymbols.Is(type, symbols.Task) && type is { IsGenericType: false }
            : KnownSymbols.Is(type, symbols.TaskOfT) && KnownSymbols.IsSame(type!.TypeArguments[0], awaited.Type);
    }
}
