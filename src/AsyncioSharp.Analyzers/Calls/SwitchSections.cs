using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>The sections of a <c>switch</c> that cannot run for a known value.</summary>
internal static class SwitchSections
{
    private static readonly ConditionalWeakTable<IParameterSymbol, StrongBox<bool>> Switched = new();

    /// <summary>True if no label of the section matches the value, and no <c>goto</c> can lead to it.</summary>
    public static bool NeverRuns(ISwitchCaseOperation section, ISwitchOperation choice, object value) =>
        !FunctionBody.Of(choice).Any(static o => o is IBranchOperation { BranchKind: BranchKind.GoTo }) &&
        section.Clauses.All(clause => clause is IDefaultCaseClauseOperation
            ? choice.Cases.Any(other => other.Clauses.Any(label => Matches(label, value) == true))
            : Matches(clause, value) == false);

    /// <summary>True if a function of the program has a <c>switch</c> over its parameter, or over what a method returns for it.</summary>
    public static bool IsSwitchedOn(IParameterSymbol parameter) => Switched.GetValue(
        parameter.OriginalDefinition, static p => new StrongBox<bool>(p.ContainingSymbol.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax().DescendantNodes().Select(SwitchedBy).Any(value => IsNamed(value, p.Name))))).Value;

    /// <summary>True if the only value that is assigned to a string is itself in another case.</summary>
    public static bool KeepsItsText(IParameterReferenceOperation text) => text.Root().Descendants().All(o =>
        o is not IAssignmentOperation { Target: IParameterReferenceOperation target } assignment ||
        !KnownSymbols.IsSame(target.Parameter, text.Parameter) ||
        (assignment.Value is IInvocationOperation { Instance: IParameterReferenceOperation same } call && ChangesCase(call) &&
            KnownSymbols.IsSame(same.Parameter, text.Parameter)));

    /// <summary>True for <c>text.ToLowerInvariant()</c> and the like.</summary>
    public static bool ChangesCase(IInvocationOperation call) => call.TargetMethod is
    {
        ContainingType.SpecialType: SpecialType.System_String, Name: "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant",
    };

    private static bool? Matches(ICaseClauseOperation label, object value) => label switch
    {
        ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: { } constant } } =>
            KnownArguments.AreSame(constant, value),
        IPatternCaseClauseOperation { Guard: null } match => KnownArguments.Matches(match.Pattern, value),
        IPatternCaseClauseOperation match => KnownArguments.Matches(match.Pattern, value) == false ? false : null,
        _ => null,
    };

    private static ExpressionSyntax? SwitchedBy(SyntaxNode node) => node switch
    {
        SwitchStatementSyntax statement => statement.Expression,
        SwitchExpressionSyntax expression => expression.GoverningExpression,
        _ => null,
    };

    private static bool IsNamed(ExpressionSyntax? value, string parameter) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == parameter,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var text } } => IsNamed(text, parameter),
        _ => false,
    };
}
