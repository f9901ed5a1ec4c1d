using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The expression that a variable was initialized with, if the visible code shows it.</summary>
internal static class ValueOrigin
{
    /// <summary>The only value of a local variable or of a read-only field; otherwise the expression itself.</summary>
    public static IOperation Of(IOperation value)
    {
        value = value.WithoutConversions();
        return value switch
        {
            ILocalReferenceOperation local => TaskAliases.OnlyValue(local)?.WithoutConversions() ?? value,
            IFieldReferenceOperation { Field.IsReadOnly: true } field => OfField(field)?.WithoutConversions() ?? value,
            _ => value,
        };
    }

    // Only in the same file: the model of another file is too expensive for a check at every call.
    private static IOperation? OfField(IFieldReferenceOperation field)
    {
        foreach (var declaration in field.Field.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree == field.Syntax.SyntaxTree &&
                declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value })
            {
                return field.SemanticModel?.GetOperation(value);
            }
        }

        return null;
    }
}
