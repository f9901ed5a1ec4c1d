using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO302, AIO352: a task gets something that a using disposes before anybody awaits the task. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutlivingTaskAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO302";
    public const string UnfixableId = "AIO352";

    /// <summary><c>await task;</c> where the block ends.</summary>
    public const string AwaitAtEnd = nameof(AwaitAtEnd);

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Task outlives what it uses", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' may still run after the enclosing using has disposed '{1}': write 'await {2}' at the end of the block");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Task outlives what it uses, where the fix needs more than an await", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' may still run after the enclosing using has disposed '{1}': await it first, or let '{0}' open the resource");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.Named("CreateTask"), Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "CreateTask" || !symbols.IsFuture(call.Type) || !symbols.IsRuntime(call.TargetMethod.ContainingType) ||
            ResourceScope.Of(call, symbols) is not { } scope || StoredTask.Of(call, symbols) is not { } kept || kept.IsUsedIn(scope) || scope.AwaitsWhatIsShared(call) ||
            EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function)
        {
            return;
        }

        var name = TaskKeeping.NameOf(call);
        var isFixable = kept.Assignment is { } statement && !TaskKeeping.IsInLoop(statement, function) && statement.Parent is BlockSyntax or SwitchSectionSyntax &&
            BlockEnd.Obstacle(statement, call.SemanticModel!) is null &&
            AwaitSite.Of(BlockEnd.LastOf(statement), function, call.SemanticModel!, symbols) is { Obstacle: null, MakeAsync: false };
        context.ReportDiagnostic(isFixable
            ? Diagnostic.Create(Fixable, call.Syntax.GetLocation(), DiagnosticProperties.Of(AwaitAtEnd, makeAsync: false), name, scope.Resource.Name, kept.Name)
            : Diagnostic.Create(Unfixable, call.Syntax.GetLocation(), name, scope.Resource.Name));
    }
}
