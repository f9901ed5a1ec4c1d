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
        "'{0}' is used up before it is awaited here, and that throws, because a coroutine runs once: write '{1}' where it is made");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Coroutine is awaited twice, where it cannot become a task", RuleCategory.Coroutines, DiagnosticSeverity.Warning,
        "'{0}' is used up before it is awaited here, and that throws, because a coroutine runs once: await a task, which 'Asyncio.CreateTask' makes of it, or make a new coroutine");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationBlockAction(block => Analyze(block, symbols));

    private static void Analyze(OperationBlockAnalysisContext context, KnownSymbols symbols)
    {
        foreach (var root in context.OperationBlocks)
        {
            var variables = Variables(root, context.OwningSymbol, symbols);
            if (variables.Count == 0)
            {
                continue;
            }

            foreach (var graph in FlowPaths.WithNested(context.GetControlFlowGraph(root), context.CancellationToken))
            {
                Analyze(graph, root, variables, context, symbols);
            }
        }
    }

    private static void Analyze(ControlFlowGraph graph, IOperation root, HashSet<ISymbol> variables, OperationBlockAnalysisContext context, KnownSymbols symbols)
    {
        var inside = graph.Blocks.SelectMany(FlowPaths.Operations).SelectMany(o => o.DescendantsAndSelf())
            .Select(SecondAwait.VariableOf).OfType<ISymbol>().Where(variables.Contains).Distinct(SymbolEqualityComparer.Default).ToList();
        var paths = inside.Count == 0 ? null : new FlowPaths(graph);
        foreach (var variable in inside)
        {
            if (SecondAwait.Of(variable!, paths!, symbols) is { } second)
            {
                var text = TaskAtCreation.TextOf(variable!, root, context.OwningSymbol, symbols);
                context.ReportDiagnostic(text is null
                    ? Diagnostic.Create(Unfixable, second.Syntax.GetLocation(), variable!.Name)
                    : Diagnostic.Create(Fixable, second.Syntax.GetLocation(), DiagnosticKeys.Of(TaskAtCreation.Form, makeAsync: false), variable!.Name, text));
            }
        }
    }

    // Only what one function alone can see, and what never holds a completed coroutine, which can be awaited often.
    private static HashSet<ISymbol> Variables(IOperation root, ISymbol owner, KnownSymbols symbols)
    {
        var used = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var doubtful = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation { Initializer.Value: { } initial } declarator && IsCompleted(initial, symbols))
            {
                doubtful.Add(declarator.Symbol);
            }

            if (!symbols.IsCoroutine(operation.Type) || SecondAwait.VariableOf(operation) is not { } variable)
            {
                continue;
            }

            used.Add(variable);
            if (!SymbolEqualityComparer.Default.Equals(EnclosingFunction.Of(operation, owner)?.Symbol, variable.ContainingSymbol) ||
                IsShared(variable, operation) || IsInFinally(operation) ||
                (operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation && IsCompleted(assignment.Value, symbols)))
            {
                doubtful.Add(variable);
            }
        }

        used.ExceptWith(doubtful);
        return used;
    }

    private static bool IsShared(ISymbol variable, IOperation reference) =>
        variable is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: not RefKind.None } ||
        reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref } or IAddressOfOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };

    // What a finally block assigns comes between everything that it follows and everything that follows it.
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
        IPropertyReferenceOperation property => property.Property.Name == "Completed" && symbols.IsCoroutine(property.Property.ContainingType),
        IObjectCreationOperation => true,
        _ => false,
    };
}
