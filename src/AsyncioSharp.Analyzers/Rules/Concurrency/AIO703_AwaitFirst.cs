using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Rewrites <c>total += await V();</c> as <c>var v = await V(); total += v;</c></summary>
internal static class AwaitFirst
{
    public const string Kind = "AwaitFirst";

    /// <summary>The code that the fix writes, for the message; null if the update cannot be split in two.</summary>
    public static string? TextOf(IAssignmentOperation update, KnownSymbols symbols)
    {
        if (update is not ICompoundAssignmentOperation { Syntax: AssignmentExpressionSyntax syntax, SemanticModel: { } model } ||
            syntax.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement ||
            Directives.AreInside(statement))
        {
            return null;
        }

        if (!IsScalar(update.Target.Type) || !IsFixedPlace(update.Target) || update.Value.Syntax != syntax.Right ||
            FunctionBody.WithSelf(update.Value).Any(o => SharedVariable.IsSame(o, update.Target)))
        {
            return null;
        }

        var name = NameFor(syntax, syntax, model, syntax.SpanStart);
        var statements = Build(statement, name);
        return IsSame(syntax, statements, model, symbols)
            ? string.Join(" ", statements.Select(AwaitSyntax.Display)).TrimEnd(';', ' ')
            : null;
    }

    public static string NameFor(AssignmentExpressionSyntax update, SyntaxNode node, SemanticModel model, int position) =>
        UniqueName.Of(update.Right is AwaitExpressionSyntax await
            ? UniqueName.From(NameOf(await.Expression))
            : "value", node, model, position);

    public static StatementSyntax[] Build(ExpressionStatementSyntax statement, string name)
    {
        var update = (AssignmentExpressionSyntax)statement.Expression;
        var line = LineLayout.EndOf(statement);
        var declaration = (LocalDeclarationStatementSyntax)ParseStatement($"var {name} = x;");
        var value = declaration.Declaration.Variables[0].Initializer!;
        declaration = declaration
            .ReplaceNode(value,
                value.WithEqualsToken(value.EqualsToken.WithTrailingTrivia(update.OperatorToken.TrailingTrivia))
                    .WithValue(update.Right.WithTrailingTrivia()))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(line.Count == 0 ? TriviaList(Space) : line);
        var second = update
            .WithOperatorToken(update.OperatorToken.WithTrailingTrivia(Space))
            .WithRight(IdentifierName(name).WithTrailingTrivia(update.Right.GetTrailingTrivia()))
            .WithLeadingTrivia(line.Count == 0 ? [] : LineLayout.IndentationOf(statement));
        return [declaration, statement.WithExpression(second)];
    }

    // Numbers, strings, flags: updates by other code are included when the target is read after the await.
    private static bool IsScalar(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String }
            or { Name: "TimeSpan" or "BigInteger" };

    // Naming it later refers to the same variable.
    private static bool IsFixedPlace(IOperation? target) => target switch
    {
        null or IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation field =>
            IsFixedPlace(field.Instance) && field.Instance is null or IInstanceReferenceOperation or IParameterReferenceOperation,
        IPropertyReferenceOperation { Arguments.Length: 0 } property =>
            property.Instance is null or IInstanceReferenceOperation or IParameterReferenceOperation,
        _ => false,
    };

    private static bool IsSame(AssignmentExpressionSyntax update, StatementSyntax[] statements, SemanticModel model, KnownSymbols symbols)
    {
        var block = Block(statements);
        if (!model.TryGetSpeculativeSemanticModel(update.SpanStart, block, out var speculative) ||
            block.Statements[0] is not LocalDeclarationStatementSyntax declaration)
        {
            return false;
        }

        var local = speculative.GetDeclaredSymbol(declaration.Declaration.Variables[0]) as ILocalSymbol;
        var second = (AssignmentExpressionSyntax)((ExpressionStatementSyntax)block.Statements[1]).Expression;
        return local?.Type is { TypeKind: not (TypeKind.Error or TypeKind.Dynamic), SpecialType: not SpecialType.System_Void } &&
            !symbols.IsCoroutine(local.Type) &&
            SymbolEqualityComparer.Default.Equals(speculative.GetSymbolInfo(second).Symbol, model.GetSymbolInfo(update).Symbol);
    }

    private static string NameOf(ExpressionSyntax awaited) => awaited switch
    {
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "ConfigureAwait"
            or "WaitAsync"
            } access
        } => NameOf(access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        _ => "value",
    };
}
