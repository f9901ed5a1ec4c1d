using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO602, AIO652: a lock is released only on some paths, so an exception or a cancellation keeps it forever. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostReleaseAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO602";
    public const string UnfixableId = "AIO652";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Lock is not released on every path", RuleCategory.Synchronization, DiagnosticSeverity.Warning,
        "'{0}' stays locked when {1}, and other tasks wait forever: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Lock is not released on every path, where the fix needs more than its block", RuleCategory.Synchronization,
        DiagnosticSeverity.Warning,
        "'{0}' stays locked when {1}, and other tasks wait forever: release it in a 'finally', or acquire it in a 'using'");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var await = (IAwaitOperation)context.Operation;
        if (LockCall.CallIn(await.Operation) is not { TargetMethod.Name: "WaitAsync" or "AcquireAsync" } ||
            CodeSite.OfAsync(context, symbols) is not { Function: var function })
        {
            return;
        }

        if (LockCall.Of(await, symbols) is { } taken)
        {
            if (!IsFollowedByRelease(await, taken, symbols) && LockedRegion.GraphOf(function, context) is { } graph &&
                ReleasePaths.Gap(taken, graph, symbols) is { } gap)
            {
                Report(taken.Key, gap, GuardedRelease.Of(taken, await, function, symbols));
            }
        }
        else if (ReleaserVariable.Of(await, function, symbols) is { } kept)
        {
            Report(kept.Key, kept.Gap, kept.CanUse ? (ReleaserVariable.Kind, ReleaserVariable.TextOf(kept.Declaration)) : null);
        }

        void Report(string key, string gap, (string Kind, string Text)? fix) => context.ReportDiagnostic(fix is { } known
            ? Diagnostic.Create(Fixable, await.Syntax.GetLocation(), new Edit(known.Kind).ToProperties(), key, gap, known.Text)
            : Diagnostic.Create(Unfixable, await.Syntax.GetLocation(), key, gap));
    }

    // await gate.WaitAsync(); try { ... } finally { gate.Release(); }: most code has this shape, and is correct without building a graph.
    private static bool IsFollowedByRelease(IAwaitOperation await, LockCall taken, KnownSymbols symbols) =>
        await.Parent is IExpressionStatementOperation { Parent: IBlockOperation block } statement &&
        block.Operations.SkipWhile(o => o != statement).Skip(1)
            .FirstOrDefault() is ITryOperation { Catches.IsEmpty: true, Finally: { } last } &&
        last.Operations.FirstOrDefault() is IExpressionStatementOperation { Operation: { } first } &&
        LockCall.Of(first, symbols) is { IsRelease: true } release && release.Key == taken.Key;
}
