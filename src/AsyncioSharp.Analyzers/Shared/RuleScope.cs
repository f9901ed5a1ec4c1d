using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers;

/// <summary>Which functions the rules about plain .NET calls look at: every async one, or with <c>asyncio.scope = loop</c> only code that is surely on the loop.</summary>
internal static class RuleScope
{
    public static bool Includes(RunsOn where, OperationAnalysisContext context) =>
        where == RunsOn.Loop || (where == RunsOn.Async && !IsLoopOnly(context));

    private static bool IsLoopOnly(OperationAnalysisContext context) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Operation.Syntax.SyntaxTree).TryGetValue("asyncio.scope", out var scope) &&
        scope == "loop";
}
