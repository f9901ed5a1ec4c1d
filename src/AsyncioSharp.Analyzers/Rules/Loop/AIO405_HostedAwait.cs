using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A coroutine that is awaited in a function that a host calls, which must not block.</summary>
internal static class HostedAwait
{
    public static void Analyze(OperationAnalysisContext context, IAwaitOperation awaited, AwaitExpressionSyntax syntax,
        EnclosingFunction function, KnownSymbols symbols)
    {
        var text = AwaitSyntax.Display(syntax.Expression);
        var host = HostRun.Of(awaited, syntax, function, symbols);
        var package = PackageAdvice(function, symbols);
        context.ReportDiagnostic(host switch
        {
            { Edit: { } edit } => Fix(edit, $"await {host.Text}", package),
            { Edit: null } => NoFix(host.Text + package),
            null when NoLoopAnalyzer.BecomesRun(awaited, syntax, symbols) => Fix(
                new Edit(NoLoopAnalyzer.RunAsync), $"await Asyncio.RunAsync({text})",
                package ?? $", or with one loop for all 'await loop.RunAsync(() => {text})' on a 'LoopHost'"),
            null => NoFix("await it in a coroutine of its own, and give that to 'Asyncio.RunAsync', " +
                $"or to 'RunAsync' of a 'LoopHost'{package}"),
        });

        Diagnostic Fix(Edit edit, string written, string? more) => Diagnostic.Create(
            NoLoopAnalyzer.Fixable, syntax.GetLocation(), edit.ToProperties(), NoLoopAnalyzer.Throws(text), written, more ?? "");

        Diagnostic NoFix(string advice) => Diagnostic.Create(NoLoopAnalyzer.Unfixable, syntax.GetLocation(), text, advice);
    }

    // What the packages for hosts have for the whole function.
    private static string? PackageAdvice(EnclosingFunction function, KnownSymbols symbols) =>
        HostCall.RegistrationOf(function, symbols) is { } handler
            ? CoroutineRoute.Counterpart(handler, function.Symbol, symbols) is { } route ? $", or map the handler with '{route}'" : null
        : symbols.Find("AsyncioSharp.Hosting.LoopService") is not null && HostCall.IsServiceBody(function.Symbol, symbols)
            ? ", or derive from 'LoopService', whose body is a coroutine"
        : null;
}
