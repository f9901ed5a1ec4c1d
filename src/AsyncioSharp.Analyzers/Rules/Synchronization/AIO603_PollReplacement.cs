using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Builds the await that replaces a polling loop of a known shape.</summary>
internal static class PollReplacement
{
    /// <summary><c>while (!ready.IsSet)</c></summary>
    public const string Event = nameof(Event);

    /// <summary><c>while (!task.IsCompleted)</c></summary>
    public const string Task = nameof(Task);

    /// <summary><c>while (queue.Count == 0)</c>, followed by <c>queue.TryGet(out var item);</c></summary>
    public const string Queue = nameof(Queue);

    public static (string Kind, string Text)? Of(WhileStatementSyntax statement, IWhileLoopOperation loop, KnownSymbols symbols)
    {
        if (Directives.AreInside(statement) || Asked(loop.Condition!) is not { Instance: { } instance } property || !IsPlace(instance))
        {
            return null;
        }

        var (type, name) = (property.Property.ContainingType, property.Property.Name);
        var kind = name == "IsSet" && IsNegated(loop.Condition!) && symbols.IsOurs(type, "AsyncEvent") ? Event
            : name == "IsCompleted" && IsNegated(loop.Condition!) &&
            (KnownSymbols.Is(type, symbols.Task) || KnownSymbols.Is(type, symbols.TaskOfT)) ? Task
            : IsEmpty(loop.Condition!, property) && IsQueue(type, symbols) ? Queue
            : null;
        return kind is not null && Build(statement, kind) is { } written && IsLegal(statement, written, loop.SemanticModel!)
            ? (kind, AwaitSyntax.Display(written.WithoutTrivia(), loop.SemanticModel!, statement.SpanStart).TrimEnd(';'))
            : null;
    }

    /// <summary>The statement that replaces the loop and, for a queue, the statement after it; null for an unexpected shape.</summary>
    public static StatementSyntax? Build(WhileStatementSyntax statement, string kind)
    {
        if (statement.Condition.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault() is not { } asked)
        {
            return null;
        }

        var target = asked.Expression.WithoutTrivia();
        var leading = PreservedTrivia.Before(statement, statement.SpanStart, statement.Span.End);
        var written = kind switch
        {
            Event => ParseStatement("await x.WaitAsync();"),
            Task => ParseStatement("await global::System.Threading.Tasks.Task.WhenAny(x);"),
            _ => FetchBehind(statement) is { } fetch ? Fetch(fetch) : null,
        };
        if (written?.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText == "x") is not { } place)
        {
            return null;
        }

        written = written.ReplaceNode(place, target);
        if (written.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .FirstOrDefault(m => m.ToString() == "global::System.Threading.Tasks.Task.WhenAny") is { } name)
        {
            written = written.ReplaceNode(name, name.WithAdditionalAnnotations(AwaitSyntax.FullName));
        }

        var last = (StatementSyntax?)FetchOf(statement, kind) ?? statement;
        return written.WithLeadingTrivia(leading).WithTrailingTrivia(last.GetTrailingTrivia());
    }

    /// <summary>The statement after the loop that is replaced together with it.</summary>
    public static ExpressionStatementSyntax? FetchOf(WhileStatementSyntax statement, string kind) =>
        kind == Queue ? FetchBehind(statement) : null;

    private static IPropertyReferenceOperation? Asked(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Asked(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test => Asked(test.LeftOperand),
        _ => condition as IPropertyReferenceOperation,
    };

    private static bool IsQueue(INamedTypeSymbol type, KnownSymbols symbols) =>
        symbols.IsOurs(type, "QueueBase") || (type.BaseType is { } ancestor && IsQueue(ancestor, symbols));

    private static bool IsNegated(IOperation condition) =>
        condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation };

    private static bool IsEmpty(IOperation condition, IPropertyReferenceOperation property) => condition switch
    {
        IPropertyReferenceOperation => property.Property.Name == "IsEmpty",
        IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: 0 } } => property.Property.Name == "Count",
        _ => false,
    };

    // A receiver that is evaluated once instead of repeatedly must be the same each time.
    private static bool IsPlace(IOperation instance) => instance switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null || IsPlace(field.Instance),
        IPropertyReferenceOperation { Property.SetMethod: null, Arguments.Length: 0 } property =>
            property.Instance is null || IsPlace(property.Instance),
        _ => false,
    };

    private static ExpressionStatementSyntax? FetchBehind(WhileStatementSyntax statement)
    {
        var siblings = BlockEnd.Siblings(statement);
        var next = siblings.IndexOf(statement) + 1;
        if (next == 0 || next >= siblings.Count || siblings[next] is not ExpressionStatementSyntax { ContainsDirectives: false } fetch ||
            fetch.Expression is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call ||
            !arguments[0].RefKindKeyword.IsKind(SyntaxKind.OutKeyword))
        {
            return null;
        }

        return call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGet" } access &&
            IsAsked(statement, access.Expression) &&
            !fetch.DescendantTrivia().Any(t => AwaitSyntax.IsComment(t) && t.SpanStart < fetch.Span.End)
            ? fetch
            : null;
    }

    private static bool IsAsked(WhileStatementSyntax statement, ExpressionSyntax queue) =>
        statement.Condition.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault() is { } asked &&
        asked.Expression.WithoutTrivia().ToString() == queue.WithoutTrivia().ToString();

    private static StatementSyntax? Fetch(ExpressionStatementSyntax fetch) =>
        ((InvocationExpressionSyntax)fetch.Expression).ArgumentList.Arguments[0].Expression switch
        {
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } declaration =>
                ParseStatement($"{declaration.Type.WithoutTrivia()} {variable.Identifier.Text} = await x.GetAsync();"),
            IdentifierNameSyntax { Identifier.Text: not "_" } name => ParseStatement($"{name.Identifier.Text} = await x.GetAsync();"),
            _ => ParseStatement("await x.GetAsync();"),
        };

    private static bool IsLegal(WhileStatementSyntax statement, StatementSyntax written, SemanticModel model)
    {
        var block = Block(written);
        var call = block.DescendantNodes().OfType<AwaitExpressionSyntax>().First().Expression;
        return model.TryGetSpeculativeSemanticModel(statement.SpanStart, block, out var speculative) &&
            speculative.GetSymbolInfo(call).Symbol is IMethodSymbol;
    }
}
