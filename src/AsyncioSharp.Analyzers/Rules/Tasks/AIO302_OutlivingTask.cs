using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO302, AIO352: a task receives a resource that a using disposes before the task is awaited. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutlivingTaskAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO302";
    public const string UnfixableId = "AIO352";

    /// <summary>Adds <c>await task;</c> at the end of the block.</summary>
    public const string AwaitAtEnd = nameof(AwaitAtEnd);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Task outlives what it uses", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' may still run after the enclosing using has disposed '{1}': write 'await {2}' at the end of the block");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Task outlives what it uses, where the fix needs more than an await", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' may still run after the enclosing using has disposed '{1}': await it first, or let '{0}' open the resource");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("CreateTask"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsFuture(call.Type) || !symbols.IsRuntime(call.TargetMethod.ContainingType) ||
            ResourceScope.Of(call, symbols) is not { } scope)
        {
            return;
        }

        if (StoredTask.Of(call, symbols) is not { } kept || kept.IsUsedIn(scope) || scope.AwaitsWhatIsShared(call) ||
            CodeSite.Of(context, symbols) is not { } code)
        {
            return;
        }

        var name = TaskKeeping.NameOf(call);
        context.ReportDiagnostic(kept.Assignment is { } statement && CanAwaitAtEnd(statement, code)
            ? Diagnostic.Create(Fixable, call.Syntax.GetLocation(), new Edit(AwaitAtEnd).ToProperties(), name, scope.Resource.Name,
                kept.Name)
            : Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), name, scope.Resource.Name));
    }

    private static bool CanAwaitAtEnd(StatementSyntax statement, CodeSite code) =>
        statement.Parent is BlockSyntax or SwitchSectionSyntax && !TaskKeeping.IsInLoop(statement, code.Function) &&
        BlockEnd.Obstacle(statement, code.Model) is null &&
        AwaitSite.Of(BlockEnd.LastOf(statement), code) is { Obstacle: null, MakeAsync: false };
}
