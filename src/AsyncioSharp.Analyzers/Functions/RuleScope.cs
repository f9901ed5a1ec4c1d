using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// The functions that the rules about plain .NET calls report in: every async one or, with <c>asyncio.scope = loop</c>, only code that
/// certainly runs on the loop.
/// </summary>
internal static class RuleScope
{
    public static bool Includes(ThreadKind where, OperationAnalysisContext context) =>
        Includes(where, context.Options, context.Operation.Syntax.SyntaxTree);

    public static bool Includes(ThreadKind where, AnalyzerOptions options, SyntaxTree tree) =>
        where == ThreadKind.Loop || (where == ThreadKind.Async && !IsLoopOnly(options, tree));

    private static bool IsLoopOnly(AnalyzerOptions options, SyntaxTree tree) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("asyncio.scope", out var scope) && scope == "loop";
}
