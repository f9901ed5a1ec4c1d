using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// The fields and properties whose collections a method of a compilation changes. Changes by a constructor itself do not count.
/// </summary>
internal sealed class CollectionChanges
{
    private static readonly ConditionalWeakTable<KnownSymbols, CollectionChanges> Cache = new();
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, ExpressionSyntax>> Trees = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, HashSet<ISymbol>> _types = new(SymbolEqualityComparer.Default);
    private readonly KnownSymbols _symbols;

    private CollectionChanges(KnownSymbols symbols) => _symbols = symbols;

    public static CollectionChanges Of(KnownSymbols symbols) => Cache.GetValue(symbols, static symbols => new CollectionChanges(symbols));

    /// <summary>True if the collection of a field or a property is changed after its object was constructed.</summary>
    public bool Has(ISymbol member) => member.ContainingType is { } type && OwnCode.Contains(member, _symbols) &&
        (InType(type.OriginalDefinition).Contains(member) || (!IsPrivate(member) && IsChangedElsewhere(member)));

    /// <summary>The arguments that calls of the method pass for a parameter.</summary>
    public IEnumerable<IOperation> ArgumentsFor(IParameterSymbol parameter) =>
        from tree in TreesThatSee(parameter.ContainingSymbol)
        from node in NodesIn(tree)[parameter.ContainingSymbol.Name].OfType<InvocationExpressionSyntax>()
        let call = OperationOf(node) as IInvocationOperation
        where call is not null && KnownSymbols.IsSame(call.TargetMethod.OriginalDefinition, parameter.ContainingSymbol.OriginalDefinition)
        from argument in call.Arguments
        where argument.Parameter?.Ordinal == parameter.Ordinal
        select argument.Value;

    // A local function has no accessibility.
    private static bool IsPrivate(ISymbol member) => member.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable;

    private IEnumerable<SyntaxTree> TreesThatSee(ISymbol member) => IsPrivate(member)
        ? member.ContainingType.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree).Distinct()
        : _symbols.Compilation.SyntaxTrees;

    private HashSet<ISymbol> InType(INamedTypeSymbol type) => _types.GetOrAdd(type, type =>
    {
        var changed = type.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().DescendantNodes())
            .OfType<ExpressionSyntax>().Where(static node => MayChange(node) && !IsInConstructor(node)).SelectMany(ChangedBy);
        return new HashSet<ISymbol>(changed, SymbolEqualityComparer.Default);
    });

    // Other types name the member before they change it.
    private bool IsChangedElsewhere(ISymbol member) => TreesThatSee(member).Any(tree =>
        NodesIn(tree)[member.Name].Any(node => ChangedBy(node).Contains(member, SymbolEqualityComparer.Default)));

    // Indexed by all names that they contain.
    private static ILookup<string, ExpressionSyntax> NodesIn(SyntaxTree tree) => Trees.GetValue(tree, static tree =>
        tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Where(MayChange)
            .SelectMany(static node => NamesIn(node).Select(name => (name, node)))
            .ToLookup(static pair => pair.name, static pair => pair.node));

    private IEnumerable<ISymbol> ChangedBy(ExpressionSyntax node) =>
        OperationOf(node) is { } operation ? ChangedCollection.VariablesChangedBy(operation, _symbols) : [];

    private IOperation? OperationOf(ExpressionSyntax node) => _symbols.Compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node);

    // A method named like a change, a write of an element, or a call with arguments.
    private static bool MayChange(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Count > 0 || ChangedCollection.Changes.Contains(NameOf(call)),
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax } => true,
        PrefixUnaryExpressionSyntax { Operand: ElementAccessExpressionSyntax } => true,
        PostfixUnaryExpressionSyntax { Operand: ElementAccessExpressionSyntax } => true,
        _ => false,
    };

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<string> NamesIn(ExpressionSyntax node) =>
        node.DescendantNodes(static inner => inner is not AnonymousFunctionExpressionSyntax).OfType<SimpleNameSyntax>()
            .Select(static name => name.Identifier.ValueText).Distinct();

    private static bool IsInConstructor(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not (null or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
            parent = parent.Parent)
        {
            if (parent is ConstructorDeclarationSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
