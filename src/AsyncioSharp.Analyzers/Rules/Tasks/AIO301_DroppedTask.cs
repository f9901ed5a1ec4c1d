using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO301, AIO351: a task is not stored, so nothing awaits it and its exception is reported too late. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTaskAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO301";
    public const string UnfixableId = "AIO351";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Task is not kept", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' is not kept, so its completion and its exceptions are lost: write {1}");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Task is not kept, where await is not allowed", RuleCategory.Tasks, DiagnosticSeverity.Warning,
        "The task of '{0}' is not kept, so its completion and its exceptions are lost: {1}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, UnobservedResult.MayDiscard, Analyze, OperationKind.ExpressionStatement,
            OperationKind.VariableDeclarator);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (UnobservedResult.Candidate(context.Operation) is not { } candidate)
        {
            return;
        }

        if (InnerTask.CallOf(candidate, symbols) is { } outer)
        {
            AnalyzeInner(context, outer, symbols);
            return;
        }

        if (Call(candidate) is not { } call || !symbols.IsFuture(call.Type))
        {
            return;
        }

        if (UnobservedResult.Of(context.Operation) is not { Value.Syntax: ExpressionSyntax } drop ||
            CodeSite.Of(context, symbols) is not { } code || IsKept(call, drop, code))
        {
            return;
        }

        Report(drop, call, TaskKeeping.Of(drop, call, code), context);
    }

    private static void AnalyzeInner(OperationAnalysisContext context, IInvocationOperation outer, KnownSymbols symbols)
    {
        if (UnobservedResult.Of(context.Operation) is { Shape: not DiscardKind.Overwritten, Value.Syntax: ExpressionSyntax value } &&
            CodeSite.OfAsync(context, symbols) is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, value.GetLocation(), MemberUse.NameOf(outer),
                "this await ends when the delegate returns its task, so await that, too: 'await await'"));
        }
    }

    private static void Report(UnobservedResult drop, IInvocationOperation call, TaskKeeping plan, OperationAnalysisContext context)
    {
        var descriptor = plan.Obstacle is null ? Fixable : Unfixable;

        // An explicit discard is deliberate: a hint is sufficient.
        var severity = drop.Shape == DiscardKind.Discard ? DiagnosticSeverity.Info : descriptor.DefaultSeverity;
        context.ReportDiagnostic(Diagnostic.Create(
            descriptor,
            drop.Expression.GetLocation(),
            severity,
            additionalLocations: null,
            plan.Obstacle is null ? new Edit(plan.Kind, plan.MakeAsync).ToProperties() : null,
            TaskKeeping.NameOf(call),
            plan.Obstacle ?? plan.Advice));
    }

    private static IInvocationOperation? Call(IOperation value) => value switch
    {
        IInvocationOperation call => call,
        IConversionOperation conversion => Call(conversion.Operand),
        IConditionalAccessOperation access => Call(access.WhenNotNull),
        _ => null,
    };

    private static bool IsKept(IInvocationOperation call, UnobservedResult drop, CodeSite code)
    {
        var symbols = code.Symbols;

        // A group keeps its tasks, and a collection returns a T that other code created.
        var method = call.TargetMethod;
        if (KnownSymbols.Is(method.ContainingType, symbols.TaskGroup) || !symbols.IsFuture(method.OriginalDefinition.ReturnType))
        {
            return true;
        }

        if (KnownSymbols.Is(method.ContainingType, symbols.Asyncio))
        {
            return false;
        }

        // loop.CreateTask(Main()); loop.RunForever(); is how a manually created loop gets its first task.
        if (KnownSymbols.Is(method.ContainingType, symbols.EventLoop))
        {
            return method.Name != "CreateTask" || !code.CanAwait;
        }

        // Another method may have kept the task that it returns: only a bare statement in async code is suspicious, as for CS4014.
        return drop.Shape != DiscardKind.Statement || !code.CanAwait;
    }
}
