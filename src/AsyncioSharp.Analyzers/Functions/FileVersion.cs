using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// A version of a file. It does not keep the tree alive: an IDE drops the tree at the next keystroke. What the file declared is known
/// afterwards, too, if it was asked for before.
/// </summary>
internal sealed class FileVersion(SyntaxTree tree)
{
    private readonly WeakReference<SyntaxTree> _tree = new(tree);
    private readonly ParseOptions _options = tree.Options;
    private string? _declarations;

    public bool IsOf(SyntaxTree tree) => _tree.TryGetTarget(out var own) && own == tree;

    /// <summary>True if the two versions differ in nothing but bodies, initializers and comments.</summary>
    public bool DeclaresTheSameAs(FileVersion other) =>
        _options.Equals(other._options) && Declarations() is { } declarations && declarations == other.Declarations();

    // Null if the tree is gone.
    private string? Declarations() => _declarations ??= _tree.TryGetTarget(out var tree) ? HashOf(tree) : null;

    // FNV-1a. The number of tokens is a part of it, because it costs nothing and makes an accident less likely.
    private static string HashOf(SyntaxTree tree)
    {
        var hash = 14695981039346656037UL;
        var count = 0;
        foreach (var token in tree.GetRoot().DescendantTokens(static node => !IsCode(node)))
        {
            count++;
            foreach (var letter in token.Text)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            hash = (hash ^ (ulong)token.RawKind) * 1099511628211UL;
        }

        return $"{hash:x} {count}";
    }

    // A constant is known to its users, so its value is a declaration.
    private static bool IsCode(SyntaxNode node) => node switch
    {
        BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax } => true,
        ArrowExpressionClauseSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } } =>
            !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };
}
