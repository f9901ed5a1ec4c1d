using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A variable that a handler sets, or adds its exception to, so that the code behind the handler sees the failure.</summary>
internal sealed class FailureVariable
{
    private readonly ILocalSymbol _variable;
    private readonly ITryOperation _attempt;

    // What a flag is after a failure; null for an exception, which is not null then, and for a list of exceptions.
    private readonly bool? _flag;

    private FailureVariable(ILocalSymbol variable, ITryOperation attempt, bool? flag)
    {
        _variable = variable;
        _attempt = attempt;
        _flag = flag;
    }

    public static IEnumerable<FailureVariable> KeptBy(ICatchClauseOperation clause, ITryOperation attempt)
    {
        foreach (var operation in FunctionBody.Of(clause.Handler))
        {
            if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var variable } } assignment)
            {
                var flag = assignment.Value.ConstantValue is { HasValue: true, Value: bool constant } ? constant : (bool?)null;
                if (flag is not null || variable.Type.SpecialType != SpecialType.System_Boolean)
                {
                    yield return new FailureVariable(variable, attempt, flag);
                }
            }
            else if (operation is IInvocationOperation
            {
                TargetMethod.Name: "Add", Instance: ILocalReferenceOperation { Local: var errors },
            })
            {
                yield return new FailureVariable(errors, attempt, flag: null);
            }
        }

        foreach (var done in DoneIn(attempt))
        {
            yield return done;
        }
    }

    /// <summary>True if the handler is inside of the statement.</summary>
    public bool IsKeptIn(IOperation statement) => statement.Syntax.Span.Contains(_attempt.Syntax.Span);

    /// <summary>True if the handler comes before the code.</summary>
    public bool Follows(IOperation code) => code.Syntax.SpanStart >= _attempt.Syntax.Span.End;

    public bool IsThrownBy(IOperation operation) =>
        StoredFailure.ThrownBy(operation) is { } thrown && FunctionBody.WithSelf(thrown).Any(IsSame);

    /// <summary>The value of a condition that is certain after a failure only; null if it says nothing about the failure.</summary>
    public bool? IsWhen(IOperation condition) => condition.WithoutConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !IsWhen(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            IsWhen(both.LeftOperand) == true || IsWhen(both.RightOperand) == true ? true : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            IsWhen(either.LeftOperand) == false || IsWhen(either.RightOperand) == false ? false : null,
        IBinaryOperation comparison => IsWhenCompared(comparison),
        IIsPatternOperation { Value: var value, Pattern: var pattern } when IsSame(value) => !IsNullPattern(pattern),
        IIsTypeOperation { ValueOperand: var value } when IsSame(value) => true,
        ILocalReferenceOperation flag when IsSame(flag) => _flag,
        _ => null,
    };

    // error != null, errors.Count > 0
    private bool? IsWhenCompared(IBinaryOperation comparison)
    {
        var isOfThis = IsSame(comparison.LeftOperand) || IsSame(comparison.RightOperand) ||
            (comparison.LeftOperand is IPropertyReferenceOperation { Property.Name: "Count", Instance: { } list } && IsSame(list));
        return !isOfThis || _flag is not null ? null : comparison.OperatorKind switch
        {
            BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan => true,
            BinaryOperatorKind.Equals => false,
            _ => null,
        };
    }

    private static bool IsNullPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => true,
        INegatedPatternOperation not => !IsNullPattern(not.Pattern),
        _ => false,
    };

    private bool IsSame(IOperation operation) =>
        operation.WithoutConversions() is ILocalReferenceOperation local && KnownSymbols.IsSame(local.Local, _variable);

    // try { ...; done = true; } catch { ... }: the flag tells that there was no failure.
    private static IEnumerable<FailureVariable> DoneIn(ITryOperation attempt) =>
        attempt.Body.Operations.LastOrDefault() is IExpressionStatementOperation
        {
            Operation: ISimpleAssignmentOperation
            {
                Target: ILocalReferenceOperation { Local: var done }, Value.ConstantValue: { HasValue: true, Value: bool value },
            },
        }
            ? [new FailureVariable(done, attempt, !value)]
            : [];
}
