using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>The innermost method, accessor, local function or lambda around an operation.</summary>
internal sealed class EnclosingFunction
{
    private EnclosingFunction(IMethodSymbol symbol, IOperation operation, ISymbol owner)
    {
        Symbol = symbol;
        Operation = operation;
        ContainingMember = owner;
    }

    public IMethodSymbol Symbol { get; }

    /// <summary>The whole function: a lambda, a local function or the body of a member.</summary>
    public IOperation Operation { get; }

    /// <summary>The outermost member around it.</summary>
    public ISymbol ContainingMember { get; }

    public SyntaxNode Syntax => Operation.Syntax;

    public bool IsNested => Symbol.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction;

    /// <summary>True for top-level statements: an entry point where no loop is running.</summary>
    public bool IsTopLevel => Operation.Syntax is CompilationUnitSyntax;

    /// <summary>True if this function or one around it becomes an expression tree, which does not run here.</summary>
    public bool IsInExpressionTree(KnownSymbols symbols)
    {
        for (var function = this; function is not null; function = function.Outer)
        {
            if (FunctionUse.IsExpressionTree(function, symbols))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null in initializers and attributes, which are not functions.</summary>
    public static EnclosingFunction? Of(IOperation operation, ISymbol owner)
    {
        var current = operation;
        while (true)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return new EnclosingFunction(lambda.Symbol, lambda, owner);
                case ILocalFunctionOperation local:
                    return new EnclosingFunction(local.Symbol, local, owner);
            }

            if (current.Parent is null)
            {
                return owner is IMethodSymbol method ? new EnclosingFunction(method, current, owner) : null;
            }

            current = current.Parent;
        }
    }

    /// <summary>The function around a node; null if there is none.</summary>
    public static EnclosingFunction? At(SyntaxNode node, SemanticModel model)
    {
        var owner = model.GetEnclosingSymbol(node.SpanStart);
        while (owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            owner = owner.ContainingSymbol;
        }

        return owner is not null && model.GetOperation(node) is { } operation ? Of(operation, owner) : null;
    }

    /// <summary>The function around this one; null if it is not a lambda or local function, or if it is in an initializer.</summary>
    public EnclosingFunction? Outer => IsNested && Operation.Parent is { } parent ? Of(parent, ContainingMember) : null;
}
