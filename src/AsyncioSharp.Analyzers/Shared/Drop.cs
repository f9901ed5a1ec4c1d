using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How a value gets lost.</summary>
internal enum DropShape
{
    /// <summary><c>F();</c></summary>
    Statement,

    /// <summary><c>_ = F();</c></summary>
    Discard,

    /// <summary><c>var c = F();</c>, and nobody names <c>c</c> again.</summary>
    Unread,

    /// <summary><c>var c = F(); c = G();</c></summary>
    Overwritten,

    /// <summary>Assigned to a local that is written again and again, and never read.</summary>
    NeverRead,
}

/// <summary>A value that nobody can use any more after its statement.</summary>
internal sealed class Drop
{
    private Drop(DropShape shape, IOperation value, SyntaxNode statement, ILocalSymbol? local = null, IOperation? next = null)
    {
        Shape = shape;
        Value = value;
        Statement = statement;
        Local = local;
        Next = next;
    }

    public DropShape Shape { get; }

    /// <summary>With its conversions; their syntax is part of the expression.</summary>
    public IOperation Value { get; }

    public ExpressionSyntax Expression => (ExpressionSyntax)Value.Syntax;

    /// <summary>What the fix has to rewrite when the target of the value goes.</summary>
    public SyntaxNode Statement { get; }

    public ILocalSymbol? Local { get; }

    /// <summary>The value that an overwritten local gets next.</summary>
    public IOperation? Next { get; }

    /// <summary>The value that the operation may drop, found without looking around: the cheap question first.</summary>
    [MethodImpl(CheapQuestion.Optimized)]
    public static IOperation? Candidate(IOperation operation) => operation switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => assignment.Value,
        IExpressionStatementOperation statement => statement.Operation,
        IVariableDeclaratorOperation declarator => declarator.Initializer?.Value,
        _ => null,
    };

    public static Drop? Of(IOperation operation) => operation switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } statement => OfAssignment(assignment, statement),
        IExpressionStatementOperation statement => new Drop(DropShape.Statement, statement.Operation, statement.Syntax),
        IVariableDeclaratorOperation declarator => OfDeclarator(declarator),
        _ => null,
    };

    private static Drop? OfAssignment(ISimpleAssignmentOperation assignment, IExpressionStatementOperation statement)
    {
        if (assignment.Target is IDiscardOperation)
        {
            return new Drop(DropShape.Discard, assignment.Value, statement.Syntax);
        }

        if (assignment.Target is not ILocalReferenceOperation { Local: { IsRef: false } local } || LocalUse.IsRead(local, statement) is not { } isRead)
        {
            return null;
        }

        var next = LocalUse.Overwrites(local, statement);
        return next is not null ? new Drop(DropShape.Overwritten, assignment.Value, statement.Syntax, local, next)
            : isRead ? null
            : new Drop(DropShape.NeverRead, assignment.Value, statement.Syntax, local);
    }

    private static Drop? OfDeclarator(IVariableDeclaratorOperation declarator)
    {
        var local = declarator.Symbol;
        if (declarator.Initializer?.Value is not { } value || local.IsRef || declarator.Parent?.Parent is IUsingDeclarationOperation ||
            declarator.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || LocalUse.IsRead(local, declarator) is not { } isRead)
        {
            return null;
        }

        if (!isRead && !LocalUse.IsNamed(local, declarator))
        {
            return new Drop(DropShape.Unread, value, statement, local);
        }

        var group = declarator.Parent?.Parent;
        var next = group is IVariableDeclarationGroupOperation ? LocalUse.Overwrites(local, group) : null;
        return next is not null ? new Drop(DropShape.Overwritten, value, statement, local, next)
            : isRead ? null
            : new Drop(DropShape.NeverRead, value, statement, local);
    }
}
