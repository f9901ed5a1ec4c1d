using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO651: a thread-bound lock is held across an await, while other tasks run on that thread. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThreadLockAcrossAwaitAnalyzer() : RuleAnalyzer(Unfixable)
{
    public const string UnfixableId = "AIO651";

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Thread lock held across an await", RuleCategory.Synchronization, DiagnosticSeverity.Warning,
        "'{0}' is held across an await, but it belongs to the thread, {1}: use {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named(LockApis.ThreadBound), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (LockCall.Of(call, symbols) is { IsThreadBound: true } && CodeSite.OfAsync(context, symbols) is { } code &&
            LockAcrossAwait.Of(call, code) is { } taken)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), taken.Display,
                ReasonIn(code), AdviceIn(code, taken.Key)));
        }
    }

    private static string ReasonIn(CodeSite code) =>
        code.Thread == ThreadKind.Loop ? "which all tasks share" : "and the code after the await may run on another thread";

    private static string AdviceIn(CodeSite code, string key) => code.Thread == ThreadKind.Loop
        ? $"an 'AsyncLock' with 'using (await {key}.AcquireAsync())'"
        : $"a 'SemaphoreSlim' with 'await {key}.WaitAsync()'";
}
