using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Code that takes a coroutine out of an object: <c>value is Coroutine work</c>, <c>(Coroutine)value</c>, <c>OfType</c>.</summary>
/// <remarks>It only compares names: a mistake makes a rule silent. It is asked last.</remarks>
internal static class CoroutineRetrieval
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Known = new();

    /// <summary>True if some file of the program has such code, so that a coroutine in an object may be awaited after all.</summary>
    public static bool IsIn(Compilation compilation) =>
        compilation.SyntaxTrees.Any(static tree => Known.GetValue(tree, static t => new StrongBox<bool>(IsIn(t.GetRoot()))).Value);

    private static bool IsIn(SyntaxNode root) => root.DescendantNodes().OfType<SimpleNameSyntax>()
        .Any(static name => name.Identifier.ValueText == "Coroutine" && IsTested(name));

    private static bool IsTested(SimpleNameSyntax name)
    {
        SyntaxNode type = name.Parent is QualifiedNameSyntax qualified && qualified.Right == name ? qualified : name;
        type = type.Parent is NullableTypeSyntax nullable ? nullable : type;
        return type.Parent switch
        {
            CastExpressionSyntax or TypeOfExpressionSyntax => true,
            DeclarationPatternSyntax or TypePatternSyntax or RecursivePatternSyntax or ConstantPatternSyntax => true,
            BinaryExpressionSyntax test => test.IsKind(SyntaxKind.AsExpression) || test.IsKind(SyntaxKind.IsExpression),
            TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: "OfType" or "Cast" or "Unbox" } } => true,
            _ => false,
        };
    }
}
