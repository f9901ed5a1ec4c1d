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
        if (!HostCall.TakesHandler(argument, symbols) || FunctionOf(argument.Value.WithoutConversions()) is not { } function)
        {
            return;
        }

        var location = argument.Value.Syntax.GetLocation();
        if (!symbols.IsCoroutine(function.ReturnType))
        {
            if (IsMethod(argument) && AwaitsACoroutine(function, symbols))
            {
                context.ReportDiagnostic(Diagnostic.Create(NoLoopAnalyzer.Unfixable, location, function.Name,
                    "it awaits a coroutine, and ASP.NET Core calls it where no event loop runs: let it await 'Asyncio.RunAsync(...)', " +
                    "or 'RunAsync' of a 'LoopHost'"));
            }
        }
        else if (CoroutineRoute.For(argument, function, symbols) is { } route)
        {
            var old = ((IInvocationOperation)argument.Parent!).TargetMethod.Name;
            context.ReportDiagnostic(Diagnostic.Create(
                NoLoopAnalyzer.Fixable, location, new Edit(CoroutineRoute.Map).With(CoroutineRoute.Method, route).ToProperties(),
                $"'{old}' does not know coroutines, and then no route works", route, ""));
        }
        else
        {
            context.ReportDiagnostic(Diagnostic.Create(
                NoLoopAnalyzer.Unfixable, location, IsMethod(argument) ? function.Name : "the handler",
                "ASP.NET Core does not know coroutines, and then no route works: let it return 'Asyncio.RunAsync(...)', " +
                "or 'RunAsync' of a 'LoopHost' parameter"));
        }
    }

    private static bool IsMethod(IArgumentOperation argument) =>
        argument.Value.WithoutConversions() is IDelegateCreationOperation { Target: IMethodReferenceOperation };

    private static IMethodSymbol? FunctionOf(IOperation handler) => handler switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
        IDelegateCreationOperation { Target: IMethodReferenceOperation method } => method.Method,
        { Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } } => invoke,
        _ => null,
    };

    // Lambdas and local functions are reported at the await.
    private static bool AwaitsACoroutine(IMethodSymbol function, KnownSymbols symbols) =>
        function is { IsAsync: true, MethodKind: MethodKind.Ordinary } && OwnCode.Contains(function, symbols) &&
        HostCall.CallerOf(function, symbols) is null &&
        FunctionBodies.Of(function.OriginalDefinition, symbols.Compilation).SelectMany(FunctionBody.WithSelf)
            .Any(operation => operation is IAwaitOperation await && LoopStart.IsNeededFor(await.Operation, symbols));
}
