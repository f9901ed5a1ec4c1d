using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The operations that name a member. Only code that has the name is bound.</summary>
internal static class NamedIn
{
    // A syntax tree never changes, and most survive an edit.
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Names = new();

    /// <summary>In the type that declares the member, all its parts and nested types included.</summary>
    public static IEnumerable<IOperation> Types(ISymbol member, Compilation compilation) =>
        member.ContainingType.DeclaringSyntaxReferences.SelectMany(part => In(part.GetSyntax(), member.Name, compilation));

    /// <summary>In the whole program.</summary>
    public static IEnumerable<IOperation> Program(ISymbol member, Compilation compilation) =>
        compilation.SyntaxTrees.Where(tree => Names.GetValue(tree, Read).Contains(member.Name))
            .SelectMany(tree => In(tree.GetRoot(), member.Name, compilation));

    /// <summary>In a piece of code.</summary>
    public static IEnumerable<IOperation> In(SyntaxNode code, string name, Compilation compilation)
    {
        var model = compilation.GetSemanticModel(code.SyntaxTree);
        foreach (var use in code.DescendantNodes().OfType<SimpleNameSyntax>().Where(node => node.Identifier.ValueText == name))
        {
            if (model.GetOperation(WholeOf(use)) is { } operation)
            {
                yield return operation;
            }
        }
    }

    // this.Read(stream) and reader?.Read(stream): the call, and not only its name.
    private static SyntaxNode WholeOf(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return whole.Parent is InvocationExpressionSyntax call && call.Expression == whole ? call : whole;
    }

    private static HashSet<string> Read(SyntaxTree tree) => [.. tree.GetRoot().DescendantTokens()
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)];
}
