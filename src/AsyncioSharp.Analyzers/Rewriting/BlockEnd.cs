using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>The end of the block around a statement: whether it is always reached, and how a statement is inserted there.</summary>
internal static class BlockEnd
{
    public static SyntaxList<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    public static StatementSyntax LastOf(StatementSyntax statement) => Siblings(statement).LastOrDefault() ?? statement;

    /// <summary>Why a statement at the end would not run after this one; null if it would.</summary>
    public static string? Obstacle(StatementSyntax statement, SemanticModel model)
    {
        if (Directives.AreConditional(statement.Parent!))
        {
            return "code with preprocessor directives";
        }

        var last = LastOf(statement);
        if (last == statement)
        {
            return null;
        }

        if (last is ReturnStatementSyntax { Expression: { } result } && !IsStable(result) && !HasOwnType(result, model))
        {
            return "a block whose result has no type of its own";
        }

        var siblings = Siblings(statement);
        var flow = model.AnalyzeControlFlow(siblings[siblings.IndexOf(statement) + 1], last);
        if (flow is not { Succeeded: true } || flow.ExitPoints.Concat(flow.ReturnStatements).Any(exit => exit != last))
        {
            return "a block that can be left before its end";
        }

        return flow.EndPointIsReachable || IsJump(last) ? null : "a block that does not reach its end";
    }

    /// <summary>True if the value is the same when read later; a return of it then needs no variable.</summary>
    public static bool IsStable(ExpressionSyntax result) =>
        result is LiteralExpressionSyntax or DefaultExpressionSyntax || (result is IdentifierNameSyntax name && IsDeclaredHere(name));

    private static bool IsDeclaredHere(IdentifierNameSyntax name)
    {
        var member = name.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member is not null && member.DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } variable =>
                variable.Identifier.ValueText == name.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText == name.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText == name.Identifier.ValueText,
            _ => false,
        });
    }

    public static bool IsJump(StatementSyntax statement) =>
        statement is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax ||
        statement.IsKind(SyntaxKind.YieldBreakStatement);

    private static bool HasOwnType(ExpressionSyntax result, SemanticModel model)
    {
        var type = model.GetTypeInfo(result);
        return type.Type is not null && SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType) &&
            result is not ImplicitObjectCreationExpressionSyntax;
    }
}
