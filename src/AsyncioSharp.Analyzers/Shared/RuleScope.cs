using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>Which functions the rules about plain .NET calls look at: every async one, or with <c>asyncio.scope = loop</c> only code that is surely on the loop.</summary>
internal static class RuleScope
{
    public static bool Includes(RunsOn where, OperationAnalysisContext context) =>
        Includes(where, context.Options, context.Operation.Syntax.SyntaxTree);

    public static bool Includes(RunsOn where, AnalyzerOptions options, SyntaxTree tree) =>
        where == RunsOn.Loop || (where == RunsOn.Async && !IsLoopOnly(options, tree));

    private static bool IsLoopOnly(AnalyzerOptions options, SyntaxTree tree) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("asyncio.scope", out var scope) && scope == "loop";
}
