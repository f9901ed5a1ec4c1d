using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Navigation in the operation tree.</summary>
internal static class OperationExtensions
{
    /// <summary>The value inside all conversions around it.</summary>
    public static IOperation WithoutConversions(this IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    /// <summary>True for the constant null.</summary>
    public static bool IsNull(this IOperation value) => value.WithoutConversions().ConstantValue is { HasValue: true, Value: null };

    /// <summary>The outermost operation: the whole body of the member.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
