using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO202, AIO252: a coroutine in a variable is awaited again, which throws. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoroutineAwaitedTwiceAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO202";
    public const string UnfixableId = "AIO252";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Coroutine is awaited twice", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' has already been awaited, and a second await throws: write '{1}' where it is created");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine is awaited twice, where it cannot become a task", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' has already been awaited, and a second await throws: await a task created with 'Asyncio.CreateTask', or create a new coroutine");

    private protected override bool NeedsRuntime => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        Register(context, symbols, OperationFilter.IsCoroutine, Analyze, OperationKind.LocalReference, OperationKind.ParameterReference);

    // Few members have variables of this type, and nearly all of these are consumed once: other members are not searched.
    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var reference = context.Operation;
        if (!symbols.IsCoroutine(reference.Type) || !SecondAwait.IsUsedUp(reference, symbols))
        {
            return;
        }

        var root = reference.Root();
        var variables = new CoroutineVariables(root, symbols);
        if (variables.Of(reference) is not { } variable || !MayRepeat(reference, variable, root, variables, symbols) ||
            !Certain(root, context.ContainingSymbol, variables, symbols).Contains(variable))
        {
            return;
        }

        foreach (var graph in FlowPaths.WithNested(context.GetControlFlowGraph(), context.CancellationToken))
        {
            Analyze(graph, root, variable, variables, context, symbols);
        }
    }

    private static bool MayRepeat(
        IOperation reference, ISymbol variable, IOperation root, CoroutineVariables variables, KnownSymbols symbols) =>
        root.Descendants().Any(o =>
        o is ILoopOperation or ILabeledOperation ||
        (o != reference && SymbolEqualityComparer.Default.Equals(variables.Of(o), variable) && SecondAwait.IsUsedUp(o, symbols)));

    // Reported only at its own operation, because an editor analyzes only a few lines.
    private static void Analyze(ControlFlowGraph graph, IOperation root, ISymbol variable, CoroutineVariables variables,
        OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (SecondAwait.Of(variable, new FlowPaths(graph), variables, symbols) is not { } second ||
            second.Syntax != context.Operation.Syntax)
        {
            return;
        }

        var name = CoroutineVariables.Named(second)!.Name;
        var text = variables.IsCopied(variable) ? null : TaskAtCreation.TextOf(variable, root, context.ContainingSymbol, symbols);
        context.ReportDiagnostic(text is null
            ? Diagnostic.Create(Unfixable, second.Syntax.GetLocation(), name)
            : Diagnostic.Create(Fixable, second.Syntax.GetLocation(), new Edit(TaskAtCreation.Kind).ToProperties(), name, text));
    }

    // Only variables that are visible to one function and never hold a completed coroutine, which can be awaited repeatedly.
    private static HashSet<ISymbol> Certain(IOperation root, ISymbol owner, CoroutineVariables variables, KnownSymbols symbols)
    {
        var used = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var doubtful = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation { Initializer.Value: { } initial } declarator && IsCompleted(initial, symbols))
            {
                doubtful.Add(declarator.Symbol);
            }

            if (variables.Of(operation) is not { } variable || !symbols.IsCoroutine(operation.Type))
            {
                continue;
            }

            used.Add(variable);
            if (!KnownSymbols.IsSame(EnclosingFunction.Of(operation, owner)?.Symbol, variable.ContainingSymbol) ||
                IsShared(variable, operation) || IsInFinally(operation) || GetsCompleted(operation, symbols))
            {
                doubtful.Add(variable);
            }
        }

        used.ExceptWith(doubtful);
        return used;
    }

    private static bool GetsCompleted(IOperation variable, KnownSymbols symbols) =>
        variable.Parent is ISimpleAssignmentOperation assignment && assignment.Target == variable && IsCompleted(assignment.Value, symbols);

    private static bool IsShared(ISymbol variable, IOperation reference) =>
        variable is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: not RefKind.None } ||
        reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref } or IAddressOfOperation
            or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };

    // An assignment in a finally block comes between the code before it and the code after it.
    private static bool IsInFinally(IOperation operation)
    {
        for (var inner = operation; inner.Parent is { } parent; inner = parent)
        {
            if (parent is ITryOperation attempt && attempt.Finally == inner)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCompleted(IOperation value, KnownSymbols symbols) => value switch
    {
        IDefaultValueOperation => true,
        IConversionOperation conversion => IsCompleted(conversion.Operand, symbols),
        IPropertyReferenceOperation property =>
            property.Property.Name == "Completed" && symbols.IsCoroutine(property.Property.ContainingType),
        IObjectCreationOperation => true,
        _ => false,
    };
}
