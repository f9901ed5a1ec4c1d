using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// AIO703, AIO753: shared state is read before an await and written after it, so writes by other tasks in between are lost. See rules.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostUpdateAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO703";
    public const string UnfixableId = "AIO753";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Shared state is updated across an await", RuleCategory.Concurrency, DiagnosticSeverity.Warning,
        "'{0}' is read before this await and written after it, so updates by other tasks in between are lost: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Shared state is updated across an await, where the order cannot be changed", RuleCategory.Concurrency,
        DiagnosticSeverity.Warning,
        "'{0}' is {1} before this await and written after it, and other tasks can run in between: " +
        "hold {2} around both, or await before reading");

    // Few operations are awaits, so the search starts there and looks at the assignment around them.
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var await = (IAwaitOperation)context.Operation;
        if (UpdateAround(await) is not { } update || CodeSite.OfAsync(context, symbols) is not { } site)
        {
            return;
        }

        if (update is IDeconstructionAssignmentOperation)
        {
            AnalyzeTuple(update, await, site);
            return;
        }

        var function = site.Function;
        if (!SharedVariable.Is(update.Target, function, symbols) || EarlyRead.Of(update, await, function, context) is not { } read ||
            IsEnumerator(function) || LockedRegion.Contains(await, function, context, symbols) ||
            !ConcurrentUse.IsLikely(update.Target, site, HandedOn.Is(update, await)))
        {
            return;
        }

        Report(update, read, site);
    }

    private static void Report(IAssignmentOperation update, string read, CodeSite site)
    {
        var location = update.Syntax.GetLocation();
        var name = NameOf(update);
        var text = read == EarlyRead.Read ? AwaitFirst.TextOf(update, site.Symbols) : null;
        site.Context.ReportDiagnostic(text is null
            ? Diagnostic.Create(Unfixable, location, name, read, LockName(site.Symbols))
            : Diagnostic.Create(Fixable, location, new Edit(AwaitFirst.Kind).ToProperties(), name, text));
    }

    private static string LockName(KnownSymbols symbols) => symbols.HasRuntime ? "an 'AsyncLock'" : "a 'SemaphoreSlim'";

    // x?.Total, where the target is only .Total
    private static string NameOf(IAssignmentOperation update)
    {
        var name = AwaitSyntax.Display(update.Target.Syntax);
        return update.Parent is IConditionalAccessOperation access ? $"{AwaitSyntax.Display(access.Operation.Syntax)}?{name}" : name;
    }

    // (count, total) = (count + 1, await Next()): all values are read before the first write.
    private static void AnalyzeTuple(IAssignmentOperation update, IAwaitOperation await, CodeSite site)
    {
        var (function, context, symbols) = (site.Function, site.Context, site.Symbols);
        if (update.Target is not ITupleOperation targets || update.Value.WithoutConversions() is not ITupleOperation values ||
            targets.Elements.Length != values.Elements.Length || IsEnumerator(function))
        {
            return;
        }

        for (var i = 0; i < targets.Elements.Length; i++)
        {
            var target = targets.Elements[i];
            if (SharedVariable.Is(target, function, symbols) && EarlyRead.IsIn(values.Elements[i], target, await, update) &&
                !LockedRegion.Contains(await, function, context, symbols) && ConcurrentUse.IsLikely(target, site, isHandedOn: false))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Unfixable, update.Syntax.GetLocation(), TaskAliases.Text(target), EarlyRead.Read, LockName(site.Symbols)));
                return;
            }
        }
    }

    // An enumerator is never asked for its next element before it has returned the last one.
    private static bool IsEnumerator(EnclosingFunction function) =>
        !function.IsNested && function.Symbol.Name.Split('.').Last() == "MoveNextAsync";

    // The last await in the value represents all of them.
    private static IAssignmentOperation? UpdateAround(IAwaitOperation await)
    {
        for (var (node, parent) = ((IOperation)await, await.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                // An instance operator changes the object in place: nothing is written back.
                case ICompoundAssignmentOperation { OperatorMethod.IsStatic: false }:
                    return null;
                case IAssignmentOperation update when node == update.Value:
                    return FunctionBody.WithSelf(update.Value).OfType<IAwaitOperation>().Any(IsLater) ? null : update;
                case IAnonymousFunctionOperation or ILocalFunctionOperation or IBlockOperation:
                    return null;
            }
        }

        return null;

        bool IsLater(IAwaitOperation other) =>
            other.Syntax.Span.End > await.Syntax.Span.End || (other != await && other.Syntax.Span.Contains(await.Syntax.Span));
    }
}
