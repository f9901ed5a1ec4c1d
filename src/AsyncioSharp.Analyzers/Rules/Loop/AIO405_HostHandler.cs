using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A request handler passed to a framework that returns a coroutine, which the framework does not know, or that is a method awaiting one.
/// ASP.NET Core rejects the first kind when it builds its routes, and then every route answers 500.
/// </summary>
internal static class HostHandler
{
    public static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (!HostCall.TakesHandler(argument, symbols) ||
            argument.Value.WithoutConversions() is not IDelegateCreationOperation { Target: { } handler })
        {
            return;
        }

        var function = handler switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation method => method.Method,
            _ => null,
        };
        if (function is null || AdviceFor(function, handler, symbols) is not { } advice)
        {
            return;
        }

        var name = handler is IMethodReferenceOperation ? function.Name : "the handler";
        context.ReportDiagnostic(Diagnostic.Create(NoLoopAnalyzer.Unfixable, argument.Value.Syntax.GetLocation(), name, advice));
    }

    private static string? AdviceFor(IMethodSymbol function, IOperation handler, KnownSymbols symbols) =>
        symbols.IsCoroutine(function.ReturnType)
            ? "ASP.NET Core does not know coroutines, and then no route works: let it return 'Asyncio.RunAsync(...)'"
            : handler is IMethodReferenceOperation && AwaitsACoroutine(function, symbols)
                ? "it awaits a coroutine, and ASP.NET Core calls it where no event loop runs: let it await 'Asyncio.RunAsync(...)'"
                : null;

    // Lambdas and local functions are reported at the await.
    private static bool AwaitsACoroutine(IMethodSymbol function, KnownSymbols symbols) =>
        function is { IsAsync: true, MethodKind: MethodKind.Ordinary } && OwnCode.Contains(function, symbols) &&
        HostCall.CallerOf(function, symbols) is null &&
        FunctionBodies.Of(function.OriginalDefinition, symbols.Compilation).SelectMany(FunctionBody.WithSelf)
            .Any(operation => operation is IAwaitOperation await && NoLoopAnalyzer.NeedsLoop(await.Operation, symbols));
}
