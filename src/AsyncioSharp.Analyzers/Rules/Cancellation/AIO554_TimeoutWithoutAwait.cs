using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO554: a timeout around code that never waits can never take effect. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeoutWithoutAwaitAnalyzer() : RuleAnalyzer(Unfixable)
{
    public const string UnfixableId = "AIO554";

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Timeout around code that never awaits", RuleCategory.Cancellation, DiagnosticSeverity.Warning,
        "'{0}' can only end its body at an await, and this body has none: await in it, or move long work into 'Asyncio.ToThread'");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("Timeout", "TimeoutAt"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if ((symbols.IsAsyncio(call.TargetMethod, "Timeout") || symbols.IsAsyncio(call.TargetMethod, "TimeoutAt")) &&
            call.Arguments.Select(argument => argument.Value).OfType<IDelegateCreationOperation>().FirstOrDefault() is
            { Target: IAnonymousFunctionOperation { Symbol.IsAsync: true } body } && IsWorkWithoutAwait(body.Body))
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), $"Asyncio.{call.TargetMethod.Name}"));
        }
    }

    // A body that does nothing, or only throws, is a placeholder.
    private static bool IsWorkWithoutAwait(IBlockOperation body)
    {
        var operations = FunctionBody.Of(body).ToList();
        return operations.Any(o => o is IInvocationOperation or ILoopOperation) &&
            !operations.Any(o => o is IThrowOperation or IInvalidOperation || FunctionBody.IsAwait(o));
    }
}
