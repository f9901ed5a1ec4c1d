using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>AIO103, AIO153: an async function calls a blocking member that has an async counterpart. See rules.md.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncCounterpartAnalyzer() : RuleAnalyzer(Fixable, Unfixable)
{
    public const string Id = "AIO103";
    public const string UnfixableId = "AIO153";

    internal static readonly DiagnosticDescriptor Fixable = Describe(
        Id, "Blocking call with an async counterpart", RuleCategory.Blocking, DiagnosticSeverity.Warning,
        "'{0}' {1}: write '{2}'");

    internal static readonly DiagnosticDescriptor Unfixable = Describe(
        UnfixableId, "Blocking call with an async counterpart, where await is not allowed", RuleCategory.Blocking,
        DiagnosticSeverity.Warning,
        "'{0}' {1}, and {2}");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        Register(context, symbols, CallTargets.ArePossibleOrBlock, Analyze, OperationKind.Invocation);
        Register(context, symbols, BlockingFilter.MayBlock, AnalyzeProperty, OperationKind.PropertyReference);
        Register(context, symbols, BlockingFilter.MayBlockAsGroup, AnalyzeGroup, OperationKind.MethodReference);
        context.RegisterOperationAction(loop => AnalyzeLoop(loop, symbols), OperationKind.Loop);
    }

    private static void AnalyzeGroup(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (BlockingGroup.Of(context, symbols, static kind => kind == BlockingKind.Counterpart) is var (entry, code))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Unfixable, context.Operation.Syntax.GetLocation(), MemberUse.NameOf(context.Operation), code.Effect(),
                $"a method group cannot await: write a loop that awaits '{entry.Counterpart}'"));
        }
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is not IForEachLoopOperation { Syntax: CommonForEachStatementSyntax syntax } loop ||
            !OperationFilter.MayBeOnTheLoop(loop, context.ContainingSymbol, symbols) ||
            QueryLoop.EditOf(loop) is not { } edit || CodeSite.OfBlocking(context, symbols) is not { } code || ComparedCall.Is(loop, code))
        {
            return;
        }

        var site = AwaitSite.Of(syntax, code);
        var location = syntax.Expression.GetLocation();
        var text = $"await foreach (... in {AwaitSyntax.Display(QueryLoop.Build(syntax.Expression, edit).WithoutTrivia())})";
        var name = AwaitSyntax.Display(syntax.Expression);
        context.ReportDiagnostic(site.AdviceTo(text) is { } advice
            ? Diagnostic.Create(Unfixable, location, name, code.Effect(), advice)
            : Diagnostic.Create(Fixable, location, edit.WithAsync(site.MakeAsync).ToProperties(), name, code.Effect(), text));
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var listed = CounterpartCall.Of(call, symbols);
        if ((listed is null && !CallTargets.ArePossible(call, symbols)) || CodeSite.OfBlocking(context, symbols) is not { } code)
        {
            return;
        }

        if ((listed ?? HelperCounterpart.Of(call, code.Function, symbols)) is not { } counterpart || counterpart.IsItself(code.Function) ||
            LineLoop.TakesOver(counterpart.Syntax, code) || ComparedCall.Is(call, counterpart.Entry.Counterpart, code) ||
            (listed is not null ? StreamTarget.NeverWaits(listed, code) : MemoryCall.NeverWaits(call, symbols)))
        {
            return;
        }

        if (counterpart.EditIn(code.Function, symbols) is { } edit)
        {
            Report(counterpart, edit, code);
        }
        else
        {
            ReportUnbound(counterpart, code);
        }
    }

    // No form of the counterpart binds: only the table shows that there is one.
    private static void ReportUnbound(CounterpartCall counterpart, CodeSite code)
    {
        if (counterpart.Entry.Kind is BlockingKind.QueryCounterpart or BlockingKind.AnyCounterpart or BlockingKind.Listed)
        {
            return;
        }

        var written = counterpart.Entry.Kind == BlockingKind.ItemsCounterpart ? "await foreach" : counterpart.Entry.Counterpart;
        var thread = code.IsCoroutine ? "Asyncio.ToThread" : "Task.Run";
        code.Context.ReportDiagnostic(Diagnostic.Create(
            Unfixable, counterpart.Syntax.GetLocation(), MemberUse.NameOf(counterpart.Call), code.Effect(),
            $"'{written}' does not take its place as it stands: rewrite it, or move it into '{thread}'"));
    }

    private static void Report(CounterpartCall counterpart, Edit edit, CodeSite code)
    {
        var loop = CounterpartReplacement.LoopOf(counterpart.Syntax);
        var isStream = edit.Kind == CounterpartReplacement.Each;
        var place = AwaitPlace.Of(counterpart.Syntax, code.Model, value => CounterpartReplacement.Build(value, edit));
        var site = AwaitSite.Of(isStream ? loop! : place.Replaced, code);
        var text = isStream
            ? $"await foreach (... in {Display(Configured(counterpart.Syntax))})"
            : place.Text;
        var advice = site.AdviceTo(text) ?? (place.Obstacle is { } reason ? $"{reason}: write '{text}' instead" : null);
        var name = MemberUse.NameOf(counterpart.Call);
        code.Context.ReportDiagnostic(advice is null
            ? Diagnostic.Create(Fixable, place.Site.GetLocation(), place.Complete(edit, site).ToProperties(), name, code.Effect(), text)
            : Diagnostic.Create(Unfixable, place.Site.GetLocation(), name, code.Effect(), advice));

        ExpressionSyntax Configured(ExpressionSyntax call) =>
            AwaitConvention.For(call, code.Model, value => CounterpartReplacement.Build(value, edit))(call);

        string Display(ExpressionSyntax written) => AwaitSyntax.Display(written, code.Model, counterpart.Syntax.SpanStart);
    }

    // The only property with a counterpart tells whether there is another line, and has to read ahead for that.
    private static void AnalyzeProperty(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var property = (IPropertyReferenceOperation)context.Operation;
        if (BlockingApis.Find(property, symbols) is not { Kind: BlockingKind.Counterpart } ||
            property.Syntax is not ExpressionSyntax syntax ||
            !MemberUse.IsRead(property) || InMemory.IsKnown(property.Instance))
        {
            return;
        }

        if (CodeSite.OfBlocking(context, symbols) is not { } code || StreamTarget.NeverWaits(property.Instance, code))
        {
            return;
        }

        var name = $"{property.Property.ContainingType.Name}.{property.Property.Name}";
        if (LineLoop.At(syntax) is not { } loop)
        {
            context.ReportDiagnostic(Diagnostic.Create(Unfixable, syntax.GetLocation(), name, code.Effect(),
                "it reads on to find out: end where 'ReadLineAsync' gives null"));
            return;
        }

        var site = loop.SiteIn(code);
        var text = $"while ({loop.Text})";
        context.ReportDiagnostic(site.AdviceTo(text) is { } advice
            ? Diagnostic.Create(Unfixable, syntax.GetLocation(), name, code.Effect(), advice)
            : Diagnostic.Create(Fixable, syntax.GetLocation(), new Edit(LineLoop.Kind, site.MakeAsync).ToProperties(), name,
                code.Effect(), text));
    }
}
