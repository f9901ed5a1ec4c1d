using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO103, AIO153: an async function calls a member that blocks and has an async twin. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncCounterpartAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO103";
    public const string UnfixableId = "AIO153";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking call with an async counterpart", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' stops every task of the loop: write '{1}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking call with an async counterpart, where await is not allowed", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' stops every task of the loop, and {1}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, CallTargets.ArePossibleOrBlock, Analyze, OperationKind.Invocation);
        Register(context, symbols, BlockingFilter.MayBlock, AnalyzeProperty, OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!OperationFilter.MayBeOnTheLoop(call, context.ContainingSymbol, symbols))
        {
            return;
        }

        var listed = CounterpartCall.Of(call, symbols);
        if ((listed is null && !CallTargets.ArePossible(call, symbols)) || EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function ||
            (listed ?? HelperCounterpart.Of(call, function, symbols)) is not { } twin || !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || SyncAsyncFlag.Selects(call) ||
            function.ContainingMember.Name == twin.Entry.Counterpart || function.Symbol.Name == twin.Entry.Counterpart || LineLoop.TakesOver(twin.Syntax, function, call.SemanticModel!, symbols))
        {
            return;
        }

        var form = twin.FormIn(function, symbols);
        if (form is null && twin.Entry.Kind is (BlockingKind.QueryTwin or BlockingKind.Listed))
        {
            return;
        }

        var name = $"{(call.Instance?.Type ?? call.TargetMethod.ContainingType).Name}.{call.TargetMethod.Name}";
        var thread = symbols.IsCoroutine(function.Symbol.ReturnType) ? "Asyncio.ToThread" : "Task.Run";
        if (form is null)
        {
            var written = twin.Entry.Kind == BlockingKind.ItemTwin ? "await foreach" : twin.Entry.Counterpart;
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, twin.Syntax.GetLocation(), name, $"'{written}' does not take its place as it stands: rewrite it, or move it into '{thread}'"));
            return;
        }

        var loop = CounterpartReplacement.LoopOf(twin.Syntax);
        var isStream = form.StartsWith(CounterpartReplacement.Each, StringComparison.Ordinal);
        var place = AwaitPlace.Of(twin.Syntax, call.SemanticModel!, value => CounterpartReplacement.Build(value, form));
        var site = AwaitSite.Of(isStream ? loop! : place.Replaced, function, call.SemanticModel!, symbols);
        var text = isStream ? $"await foreach (... in {AwaitSyntax.Display(CounterpartReplacement.Build(twin.Syntax, form))})" : place.Text;
        var advice = site.Obstacle is { } obstacle ? $"'await' is not allowed in {obstacle}: move '{text}' out of it" : place.Obstacle is { } reason ? $"{reason}: write '{text}' instead" : null;
        context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, place.Site.GetLocation(), DiagnosticProperties.Of(place.Prefix + form, site.MakeAsync), name, text)
            : Diagnostic.Create(Unfixable, place.Site.GetLocation(), name, advice));
    }

    // The one property with a twin says whether there is another line: it has to read on for that.
    private static void AnalyzeProperty(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var property = (IPropertyReferenceOperation)context.Operation;
        if (!OperationFilter.MayBeOnTheLoop(property, context.ContainingSymbol, symbols) || BlockingApis.Find(property, symbols) is not { Kind: BlockingKind.Counterpart } || property.Syntax is not ExpressionSyntax syntax || !MemberUse.IsRead(property) ||
            InMemory.IsKnown(property.Instance) || EnclosingFunction.Of(property, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || SyncAsyncFlag.Selects(property))
        {
            return;
        }

        var name = $"{property.Property.ContainingType.Name}.{property.Property.Name}";
        if (LineLoop.At(syntax) is not { } loop)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), name, "it reads on to find out: end where 'ReadLineAsync' gives null"));
            return;
        }

        var site = loop.SiteIn(function, property.SemanticModel!, symbols);
        context.ReportDiagnostic(site.Obstacle is { } obstacle
            ? Diagnostic.Create(Unfixable, syntax.GetLocation(), name, $"'await' is not allowed in {obstacle}: move 'while ({loop.Text})' out of it")
            : Diagnostic.Create(Fixable, syntax.GetLocation(), DiagnosticProperties.Of(LineLoop.Form, site.MakeAsync), name, $"while ({loop.Text})"));
    }
}
