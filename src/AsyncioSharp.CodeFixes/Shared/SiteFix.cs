using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>One reported site and what its analyzer said about it.</summary>
internal sealed class SiteFix
{
    private SiteFix(SyntaxNode node, SyntaxNode? function, string form, bool makeAsync, bool returnsValue, SemanticModel model)
    {
        Node = node;
        Function = function;
        Form = form;
        MakeAsync = makeAsync;
        ReturnsValue = returnsValue;
        Model = model;
    }

    public SyntaxNode Node { get; }

    /// <summary>The innermost function around the site.</summary>
    public SyntaxNode? Function { get; }

    public string Form { get; }

    public bool MakeAsync { get; }

    public bool ReturnsValue { get; }

    /// <summary>Of the document as it was before the pass.</summary>
    public SemanticModel Model { get; }

    /// <summary>Null when the document is no longer the one that was analyzed.</summary>
    public static SiteFix? Of(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticKeys.Form, out var form) || form is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
        {
            return null;
        }

        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var function = FunctionOf(node);
        var makeAsync = diagnostic.Properties.ContainsKey(DiagnosticKeys.MakeAsync);
        var symbol = function is AnonymousFunctionExpressionSyntax
            ? model.GetSymbolInfo(function).Symbol
            : function is null ? null : model.GetDeclaredSymbol(function);
        return new SiteFix(node, function, form, makeAsync, symbol is IMethodSymbol method && AsyncConversion.ReturnsValue(method), model);
    }

    /// <summary>What the function returns where it has nothing to wait for.</summary>
    public IEnumerable<SyntaxNode> CompletedResults() =>
        Function is null || KnownSymbols.Of(Model.Compilation) is not { } symbols
            ? []
            : AsyncFunctionSyntax.Results(Function).Where(result => AsyncConversion.IsCompleted(result, Model, symbols));

    private static SyntaxNode? FunctionOf(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
            {
                return parent;
            }
        }

        return null;
    }
}
