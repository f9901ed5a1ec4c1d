using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO403, AIO453: code that runs on another thread uses objects that belong to the loop's thread. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OffLoopUseAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO403";
    public const string UnfixableId = "AIO453";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Event loop object used on another thread", RuleCategory.Loop, DiagnosticSeverity.Warning,
        "'{0}' belongs to the event loop's thread, but this code runs on another thread: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Event loop object used on another thread, where the fix needs more than this call", RuleCategory.Loop,
        DiagnosticSeverity.Warning,
        "'{0}' belongs to the event loop's thread, but this code runs on another thread: keep 'Asyncio.RunningLoop' in a variable, and pass the work to its 'CallSoonThreadSafe' or 'SubmitThreadSafe'");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, OperationFilter.IsOfTheRuntime, AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeAwait(operation, symbols), OperationKind.Await);
        Register(context, symbols, OperationFilter.Named("CurrentToken", "CurrentTask", "RunningLoop"), AnalyzeProperty,
            OperationKind.PropertyReference);
        if (LoopUseInProgram.IsPossible(symbols))
        {
            var helper = new OffLoopHelper(symbols);
            Register(context, symbols, CallTargets.ArePossible, (operation, _) => AnalyzeHelper(operation, helper),
                OperationKind.Invocation, OperationKind.MethodReference);
        }

        context.RegisterOperationAction(operation =>
            AnalyzeUpdate(operation, symbols), OperationKind.Increment, OperationKind.Decrement, OperationKind.CompoundAssignment);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (LoopBound.Is(call, symbols) && call.Syntax is InvocationExpressionSyntax syntax &&
            FunctionOf(context, symbols) is { } function && !LoopBound.IsMadeHere(call.Instance, function))
        {
            var location = CalleeName.Of(syntax) ?? (SyntaxNode)syntax;
            Report(context, location, MemberUse.NameOf(call), LoopMarshalling.OfCall(call, syntax, function, symbols));
        }
    }

    private static void AnalyzeHelper(OperationAnalysisContext context, OffLoopHelper helper)
    {
        if (helper.Of(context.Operation, context.ContainingSymbol) is { } path && !HalfTyped.Is(context.Operation.Syntax))
        {
            Report(context, context.Operation.Syntax, path.Text, handOver: null);
        }
    }

    // A 'default' coroutine is complete on any thread.
    private static void AnalyzeAwait(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var wait = (IAwaitOperation)context.Operation;
        if (wait is { Operation: { Type: { } type } value, Syntax: AwaitExpressionSyntax syntax } &&
            (symbols.IsCoroutine(type) || symbols.IsFuture(type)) &&
            value is not IDefaultValueOperation && FunctionOf(context, symbols) is { } function)
        {
            var name = value is IInvocationOperation call ? MemberUse.NameOf(call) : type.Name;
            Report(context, syntax.AwaitKeyword, name, LoopMarshalling.OfAwait(value, syntax, function, symbols));
        }
    }

    private static void AnalyzeProperty(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        if (property.Name is "CurrentToken" or "CurrentTask" or "RunningLoop" &&
            KnownSymbols.Is(property.ContainingType, symbols.Asyncio) && FunctionOf(context, symbols) is not null)
        {
            Report(context, context.Operation.Syntax, $"Asyncio.{property.Name}", handOver: null);
        }
    }

    // total++ of a field that coroutines also use.
    private static void AnalyzeUpdate(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var target = context.Operation is ICompoundAssignmentOperation assignment
            ? assignment.Target
            : ((IIncrementOrDecrementOperation)context.Operation).Target;
        if (target is IFieldReferenceOperation { Field: { } field } && FunctionOf(context, symbols) is { } function &&
            LoopBound.IsSharedWithTheLoop(field, context.Operation, function, symbols))
        {
            Report(context, target.Syntax, field.Name, handOver: null);
        }
    }

    private static void Report(OperationAnalysisContext context, SyntaxNodeOrToken place, string name, LoopMarshalling? handOver) =>
        context.ReportDiagnostic(handOver is null
            ? Diagnostic.Create(Unfixable, place.GetLocation(), name)
            : Diagnostic.Create(Fixable, place.GetLocation(), handOver.EditLocations, handOver.Edit.ToProperties(), name, handOver.Text));

    // The surrounding function, if it runs on another thread and runs no loop itself.
    private static EnclosingFunction? FunctionOf(OperationAnalysisContext context, KnownSymbols symbols) =>
        CodeSite.Of(context, symbols) is { Thread: ThreadKind.OffLoop, Function: { IsNested: true } function } &&
            !LoopBound.RunsALoop(function, symbols)
            ? function
            : null;
}
