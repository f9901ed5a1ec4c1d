using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The constants that a call passes for flags of its target, and the code that cannot run with them: <c>Dispose(false)</c>,
/// <c>Read(async: false)</c>.
/// </summary>
internal sealed class KnownArguments : IEquatable<KnownArguments>
{
    public static readonly KnownArguments None = new(ImmutableSortedDictionary<int, object>.Empty);

    private readonly ImmutableSortedDictionary<int, object> _values;

    private KnownArguments(ImmutableSortedDictionary<int, object> values) => _values = values;

    public bool IsEmpty => _values.IsEmpty;

    /// <summary>Reads the arguments of a call, in a function whose own arguments may be known.</summary>
    public static KnownArguments Of(ImmutableArray<IArgumentOperation> arguments, KnownArguments caller)
    {
        var values = None._values;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && IsChoice(parameter) && caller.ValueOf(argument.Value) is { } value)
            {
                values = values.SetItem(parameter.Ordinal, value);
            }
        }

        return values.IsEmpty ? None : new KnownArguments(values);
    }

    // Most strings are text, and each of them would be a node of the search.
    private static bool IsChoice(IParameterSymbol parameter) =>
        parameter.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } ||
        (parameter.Type.SpecialType == SpecialType.System_String && SwitchSections.IsSwitchedOn(parameter));

    public bool Equals(KnownArguments? other) =>
        other is not null && (ReferenceEquals(this, other) || _values.SequenceEqual(other._values));

    public override bool Equals(object? obj) => Equals(obj as KnownArguments);

    public override int GetHashCode() =>
        _values.Aggregate(_values.Count, static (hash, pair) => (hash * 31) + pair.Key + pair.Value.GetHashCode());

    /// <summary>True if an operation of the target never runs with these arguments.</summary>
    public bool Exclude(IOperation operation)
    {
        for (var (node, parent) = (operation, operation.Parent);
            parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); (node, parent) = (parent, parent.Parent))
        {
            var isDead = parent switch
            {
                IConditionalOperation choice when node != choice.Condition =>
                    Test(choice.Condition) is { } answer && answer != (node == choice.WhenTrue),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when node == both.RightOperand =>
                    Test(both.LeftOperand) == false,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } both when node == both.RightOperand =>
                    Test(both.LeftOperand) == true,
                IBlockOperation block => block.Operations.TakeWhile(o => o != node).Any(LeavesAlways),
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice, Pattern: { } pattern } =>
                    ValueOf(choice.Value) is { } value && Matches(pattern, value) == false,
                ISwitchCaseOperation { Parent: ISwitchOperation choice } section when section.Body.Contains(node) =>
                    ValueOf(choice.Value) is { } value && SwitchSections.NeverRuns(section, choice, value),
                _ => false,
            };
            if (isDead)
            {
                return true;
            }
        }

        return false;
    }

    private bool LeavesAlways(IOperation statement) => statement is IConditionalOperation exit && Test(exit.Condition) switch
    {
        true => SyncAsyncFlag.Leaves(exit.WhenTrue),
        false => exit.WhenFalse is { } other && SyncAsyncFlag.Leaves(other),
        null => false,
    };

    private bool? Test(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Test(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            Test(both.LeftOperand) == false || Test(both.RightOperand) == false ? false : Test(both.LeftOperand) & Test(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } both =>
            Test(both.LeftOperand) == true || Test(both.RightOperand) == true ? true : Test(both.LeftOperand) | Test(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } same => AreEqual(same),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } other => !AreEqual(other),
        IIsPatternOperation match => ValueOf(match.Value) is { } value ? Matches(match.Pattern, value) : null,
        _ => ValueOf(condition) as bool?,
    };

    private bool? AreEqual(IBinaryOperation comparison) =>
        ValueOf(comparison.LeftOperand) is { } left && ValueOf(comparison.RightOperand) is { } right ? AreSame(left, right) : null;

    /// <summary>Whether a pattern matches a value; null if that is not certain.</summary>
    public static bool? Matches(IPatternOperation pattern, object value) => pattern switch
    {
        IConstantPatternOperation constant =>
            constant.Value.ConstantValue is { HasValue: true, Value: { } other } ? AreSame(other, value) : null,
        INegatedPatternOperation negated => !Matches(negated.Pattern, value),
        _ => null,
    };

    /// <summary>Whether two values are equal. A string may have been changed to lower case, so only a difference is certain.</summary>
    public static bool? AreSame(object one, object other) => one is string text && other is string otherText
        ? string.Equals(text, otherText, StringComparison.OrdinalIgnoreCase) ? null : false
        : Equals(one, other);

    private object? ValueOf(IOperation value) => TaskAliases.Core(value) switch
    {
        IParameterReferenceOperation parameter when _values.TryGetValue(parameter.Parameter.Ordinal, out var known) =>
            known is string && !SwitchSections.KeepsItsText(parameter) ? null : known,
        IInvocationOperation { Instance: { } text } call when SwitchSections.ChangesCase(call) => ValueOf(text),
        _ => ConstantOf(value),
    };

    private static object? ConstantOf(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant } ? constant : null;
}
