using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// The two shapes in which a race is only a timeout: its result is discarded, or the function throws a <c>TimeoutException</c> when the
/// timeout elapses and otherwise awaits the work.
/// </summary>
internal sealed class RaceRewrite
{
    /// <summary>A <c>try</c> that continues after the timeout.</summary>
    public const string GoOn = nameof(GoOn);

    /// <summary>The await of the work gets the timeout, and the race is removed.</summary>
    public const string Throw = nameof(Throw);

    /// <summary>The argument with the API of <see cref="RaceLimit"/>.</summary>
    public const string Api = "api";

    private RaceRewrite(Edit edit, string text, IReadOnlyList<SyntaxNode> places)
    {
        Edit = edit;
        Text = text;
        EditLocations = places;
    }

    public Edit Edit { get; }

    /// <summary>The code that the fix writes, for the message.</summary>
    public string Text { get; }

    /// <summary>The await that stays, and the statements that are removed.</summary>
    public IReadOnlyList<SyntaxNode> EditLocations { get; }

    public static RaceRewrite? Of(DelayRace race, EnclosingFunction function, bool onLoop)
    {
        if (!race.IsPair || race.Wait.Operation != race.Call ||
            race.Call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 } ||
            race.Delay is not IInvocationOperation { Arguments.Length: 1, Syntax: InvocationExpressionSyntax } delay)
        {
            return null;
        }

        var around = race.Wait.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        if (around is not { Parent: BlockSyntax block } statement || Directives.AreConditional(block) ||
            Directives.AreInside(statement))
        {
            return null;
        }

        var api = (onLoop
            ? "Loop" : "Task") + (delay.Arguments[0].Value.Type?.SpecialType == SpecialType.System_Int32 ? "Milliseconds"
            : "Span");
        var awaited = (AwaitExpressionSyntax)race.Wait.Syntax;
        if (awaited.Parent is ExpressionStatementSyntax && race.Runner is ExpressionSyntax work &&
            !statement.DescendantTrivia().Any(t => statement.Span.Contains(t.Span) && AwaitSyntax.IsComment(t)))
        {
            return Bound(race, RaceLimit.Build(work, (InvocationExpressionSyntax)delay.Syntax, api)) is { } limited
                ? new RaceRewrite(new Edit(GoOn).With(Api, api), "await " + limited, [])
                : null;
        }

        return race.Work is ILocalReferenceOperation { Local: { } local } &&
            Statements(race, local, function, block, statement) is { } statements &&
            AwaitOf(local, block.Statements.SkipWhile(s => s != statements.Last()).Skip(1).FirstOrDefault(),
                race.Call.SemanticModel!) is { } last &&
            Bound(race, RaceLimit.Build(last.Expression, (InvocationExpressionSyntax)delay.Syntax, api)) is { } text
            ? new RaceRewrite(new Edit(Throw).With(Api, api), "await " + text, [last, .. statements])
            : null;
    }

    // if (await Task.WhenAny(...) != work) throw new TimeoutException(); or the same with a variable for the winner.
    private static List<StatementSyntax>? Statements(DelayRace race, ILocalSymbol work, EnclosingFunction function, BlockSyntax block,
        StatementSyntax first)
    {
        if (race.Choice(function) is not ({ Syntax: IfStatementSyntax { Else: null } choice }, { } comparison) || choice.Parent != block ||
            !DelayRace.IsOver(comparison, work) || !DelayRace.Names(comparison, work) || !ThrowsTimeout(choice, race.Call.SemanticModel!))
        {
            return null;
        }

        if (first == choice)
        {
            return HasComments(choice, choice.SpanStart) ? null : [choice];
        }

        var follows = block.Statements.IndexOf(choice) == block.Statements.IndexOf(first) + 1;
        return follows && first is LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } &&
            !HasComments(first, first.SpanStart) && !HasComments(choice, choice.FullSpan.Start)
            ? [first, choice]
            : null;
    }

    private static bool ThrowsTimeout(IfStatementSyntax choice, SemanticModel model)
    {
        var statement = choice.Statement is BlockSyntax { Statements.Count: 1 } block ? block.Statements[0] : choice.Statement;
        return statement is ThrowStatementSyntax
        {
            Expression: BaseObjectCreationExpressionSyntax
            {
                Initializer: null,
                ArgumentList: null or { Arguments.Count: 0 }
            } thrown
        } &&
            model.GetTypeInfo(thrown)
                .Type is { Name: "TimeoutException", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
    }

    // await work; return await work; var v = await work; v = await work;
    private static AwaitExpressionSyntax? AwaitOf(ILocalSymbol work, StatementSyntax? statement, SemanticModel model)
    {
        var value = statement switch
        {
            ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax
                {
                    Left: IdentifierNameSyntax,
                    RawKind: (int)SyntaxKind.SimpleAssignmentExpression
                } assignment
            } => assignment.Right,
            ExpressionStatementSyntax call => call.Expression,
            ReturnStatementSyntax result => result.Expression,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } =>
                variables[0].Initializer?.Value,
            _ => null,
        };
        return value is AwaitExpressionSyntax { Expression: IdentifierNameSyntax name } awaited &&
            KnownSymbols.IsSame(model.GetSymbolInfo(name).Symbol, work) &&
            !statement!.GetLeadingTrivia().Any(AwaitSyntax.IsComment) && !Directives.AreInside(statement)
            ? awaited
            : null;
    }

    private static string? Bound(DelayRace race, ExpressionSyntax output) =>
        race.Call.SemanticModel!.GetSpeculativeSymbolInfo(race.Call.Syntax.SpanStart, output, SpeculativeBindingOption.BindAsExpression)
            .Symbol is IMethodSymbol
            ? AwaitSyntax.Display(output, race.Call.SemanticModel!, race.Call.Syntax.SpanStart)
            : null;

    // Comments above the first statement are kept.
    private static bool HasComments(StatementSyntax statement, int from) =>
        statement.DescendantTrivia().Any(t => t.SpanStart >= from && AwaitSyntax.IsComment(t));
}
