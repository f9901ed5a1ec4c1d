using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The way out of a function on which a lock stays taken, although another way gives it back.</summary>
internal static class ReleasePaths
{
    /// <summary>As the messages say it; null where all is well, and where the function gives the lock to somebody else.</summary>
    public static string? Gap(LockCall taken, ControlFlowGraph graph, KnownSymbols symbols)
    {
        var flow = LockFlow.Possible(graph, symbols);
        var paths = new FlowPaths(graph);
        var start = BlocksOf([taken], graph).FirstOrDefault();
        var releases = flow.Releases.Where(release => release.Key == taken.Key && (start is null || Follows(release))).ToList();
        if (releases.Count == 0 || releases.All(release => IsInCatch(release.Call.Syntax)))
        {
            return null;
        }

        var ends = BlocksOf(releases, graph);
        foreach (var block in graph.Blocks)
        {
            foreach (var (operation, held) in flow.Steps(block))
            {
                if (held.Any(lockCall => lockCall.Call.Syntax == taken.Call.Syntax) && Throws(operation) &&
                    !IsGuarded(block, taken.Key, flow, symbols) &&
                    ends.Any(end => end == block || paths.Leads(block.Ordinal, end.Ordinal)))
                {
                    return $"'{AwaitSyntax.Display(operation.Syntax)}' {(operation is IAwaitOperation ? "fails or is cancelled" : "throws")}";
                }
            }
        }

        return Exit(taken, releases, flow, symbols);

        // What stands in another branch gives back what somebody else took.
        bool Follows(LockCall release) => BlocksOf([release], graph).Any(block =>
            paths.Leads(start.Ordinal, block.Ordinal) || (block == start && release.Call.Syntax.SpanStart > taken.Call.Syntax.SpanStart));
    }

    private static List<BasicBlock> BlocksOf(IReadOnlyCollection<LockCall> calls, ControlFlowGraph graph) =>
        [.. graph.Blocks.Where(block =>
            FlowPaths.Operations(block).SelectMany(LockFlow.InOrder).Any(o => calls.Any(call => call.Call.Syntax == o.Syntax)))];

    // What the compiler makes of a using or a foreach has no text to show.
    private static bool Throws(IOperation operation) => operation switch
    {
        IAwaitOperation { IsImplicit: false } => true,
        IInvocationOperation { IsImplicit: false, TargetMethod.DeclaringSyntaxReferences.Length: > 0 } call =>
            call.Parent is not IAwaitOperation && IsOwnWork(call) &&
            call.Syntax.FirstAncestorOrSelf<FinallyClauseSyntax>() is null,
        _ => false,
    };

    // A call that only makes a coroutine or starts a task is seen at its await.
    private static bool IsOwnWork(IInvocationOperation call) =>
        !call.TargetMethod.IsAsync && call.Syntax.FirstAncestorOrSelf<AwaitExpressionSyntax>() is null;

    // A handler that gives the lock back, or that takes everything, so that the way goes on through it.
    private static bool IsGuarded(BasicBlock block, string key, LockFlow flow, KnownSymbols symbols)
    {
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } around };
            region = around)
        {
            if (region.Kind == ControlFlowRegionKind.Try && around.NestedRegions.Any(handler =>
                    handler != region && (TakesAll(handler, symbols) || flow.ReleasedIn(handler).Contains(key))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesAll(ControlFlowRegion handler, KnownSymbols symbols) => handler.Kind == ControlFlowRegionKind.Catch &&
        (handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } ||
            KnownSymbols.Is(handler.ExceptionType, symbols.Exception));

    private static string? Exit(LockCall taken, List<LockCall> releases, LockFlow flow, KnownSymbols symbols)
    {
        foreach (var block in flow.Graph.Blocks)
        {
            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor }.OfType<ControlFlowBranch>())
            {
                if (!flow.Leaving(branch).Any(held => held.Call.Syntax == taken.Call.Syntax))
                {
                    continue;
                }

                if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow &&
                    !IsGuarded(block, taken.Key, flow, symbols))
                {
                    return "'throw' leaves the function";
                }

                if (branch.Destination?.Kind == BasicBlockKind.Exit && Return(taken, releases) is { } way)
                {
                    return $"'{AwaitSyntax.Display(way).TrimEnd(';')}' leaves the function";
                }
            }
        }

        return null;
    }

    // A return between the two, where both stand in one block: the function means to give the lock back itself.
    private static SyntaxNode? Return(LockCall taken, List<LockCall> releases)
    {
        var acquire = taken.Call.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        var release = releases.Select(r => r.Call.Syntax.Parent)
            .FirstOrDefault(r => r is ExpressionStatementSyntax && r.Parent == acquire?.Parent && r.SpanStart > acquire!.SpanStart);
        return release?.Parent!.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .FirstOrDefault(way => way is ReturnStatementSyntax && way.SpanStart > acquire!.Span.End && way.Span.End < release.SpanStart);
    }

    private static bool IsInCatch(SyntaxNode release) => release.FirstAncestorOrSelf<CatchClauseSyntax>() is not null;
}
