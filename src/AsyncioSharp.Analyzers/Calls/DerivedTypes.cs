using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>
/// The types of a compilation that may derive from one of its types. They are found by the names in base lists: asking every type for its
/// bases would bind all base lists of the program, after each keystroke again.
/// </summary>
internal sealed class DerivedTypes(Compilation compilation)
{
    // A syntax tree never changes, and most survive an edit.
    private static readonly ConditionalWeakTable<SyntaxTree, List<Derivation>> Cache = new();

    private readonly Lazy<ILookup<string, Derivation>> _derivations = new(() =>
        compilation.SyntaxTrees.SelectMany(static tree => Cache.GetValue(tree, Read)).ToLookup(static derivation => derivation.Base));

    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The type, the types that derive from it, and types whose bases only have the same names.</summary>
    public ImmutableArray<INamedTypeSymbol> CandidatesFor(INamedTypeSymbol type) => _known.GetOrAdd(type, Find);

    private ImmutableArray<INamedTypeSymbol> Find(INamedTypeSymbol type)
    {
        var seen = new HashSet<Derivation>();
        var open = new Stack<string>([type.Name]);
        while (open.Count > 0)
        {
            foreach (var derivation in _derivations.Value[open.Pop()].Where(seen.Add))
            {
                open.Push(derivation.Name);
            }
        }

        return [.. seen.Select(derivation => derivation.TypeIn(compilation)).OfType<INamedTypeSymbol>().Prepend(type)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];
    }

    private static List<Derivation> Read(SyntaxTree tree)
    {
        var found = new List<Derivation>();
        foreach (var node in tree.GetRoot().DescendantNodes(static node =>
            node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is UsingDirectiveSyntax { Alias: { } alias } directive)
            {
                // In a base list, the alias stands for its target.
                found.Add(new Derivation(directive.NamespaceOrType, alias.Name.Identifier, declaration: null));
            }
            else if (node is TypeDeclarationSyntax { BaseList: { } list } type)
            {
                found.AddRange(list.Types.Select(parent => new Derivation(parent.Type, type.Identifier, type)));
            }
        }

        return found;
    }

    /// <summary>A type that names another one in its base list, or an alias.</summary>
    private sealed class Derivation(TypeSyntax parent, SyntaxToken name, TypeDeclarationSyntax? declaration)
    {
        public string Base { get; } = NameOf(parent);

        public string Name { get; } = name.ValueText;

        public INamedTypeSymbol? TypeIn(Compilation compilation) =>
            declaration is null ? null : compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration);

        private static string NameOf(TypeSyntax type) => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
    }
}
