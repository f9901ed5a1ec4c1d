using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>A reported site, or another location of its edit, with the data from its analyzer.</summary>
internal sealed class FixSite
{
    private FixSite(SyntaxNode node, IReadOnlyList<SyntaxNode> places, SyntaxNode? function, Edit edit, bool returnsValue,
        SemanticModel model)
    {
        Node = node;
        EditLocations = places;
        Function = function;
        Edit = edit;
        ReturnsValue = returnsValue;
        Model = model;
    }

    public SyntaxNode Node { get; }

    /// <summary>
    /// All locations of the edit: the reported site, then the additional locations. <c>root.GetCurrentNode</c> finds them during the pass.
    /// </summary>
    public IReadOnlyList<SyntaxNode> EditLocations { get; }

    /// <summary>The innermost function around the site.</summary>
    public SyntaxNode? Function { get; }

    public Edit Edit { get; }

    public bool ReturnsValue { get; }

    /// <summary>The semantic model of the document before the pass.</summary>
    public SemanticModel Model { get; }

    /// <summary>
    /// The site and every additional location with an edit. Empty if the document is no longer the analyzed one, so that an edit is made at
    /// all of its locations or at none.
    /// </summary>
    public static IReadOnlyList<FixSite> Of(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        var locations = diagnostic.AdditionalLocations.Prepend(diagnostic.Location).ToList();
        if (Edit.From(diagnostic.Properties, 0) is null || locations.Any(location => !root.FullSpan.Contains(location.SourceSpan)))
        {
            return [];
        }

        var places = locations.Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)).ToList();
        return [.. Enumerable.Range(0, places.Count).Select(place => Of(diagnostic, places, place, model)).OfType<FixSite>()];
    }

    private static FixSite? Of(Diagnostic diagnostic, IReadOnlyList<SyntaxNode> places, int place, SemanticModel model)
    {
        if (Edit.From(diagnostic.Properties, place) is not { } edit)
        {
            return null;
        }

        var function = FunctionOf(places[place]);
        var symbol = function is AnonymousFunctionExpressionSyntax
            ? model.GetSymbolInfo(function).Symbol
            : function is null ? null : model.GetDeclaredSymbol(function);
        return new FixSite(places[place], places, function, edit, symbol is IMethodSymbol method &&
            AsyncConversion.ReturnsValue(method), model);
    }

    /// <summary>The results of the function that are completed coroutines.</summary>
    public IEnumerable<SyntaxNode> CompletedResults() =>
        Function is null || KnownSymbols.Of(Model.Compilation) is not { } symbols
            ? []
            : AsyncFunctionSyntax.Results(Function).Where(result => AsyncConversion.IsCompleted(result, Model, symbols));

    private static SyntaxNode? FunctionOf(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax)
            {
                return parent;
            }
        }

        return null;
    }
}
