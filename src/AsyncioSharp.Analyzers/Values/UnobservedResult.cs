using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>A value that no code can use after its statement.</summary>
internal sealed class UnobservedResult
{
    private UnobservedResult(DiscardKind shape, IOperation value, SyntaxNode statement, ILocalSymbol? local = null, IOperation? next = null)
    {
        Shape = shape;
        Value = value;
        Statement = statement;
        Local = local;
        Next = next;
    }

    public DiscardKind Shape { get; }

    /// <summary>The value with its conversions; their syntax is part of the expression.</summary>
    public IOperation Value { get; }

    public ExpressionSyntax Expression => (ExpressionSyntax)Value.Syntax;

    /// <summary>The statement that the fix rewrites when it removes the target of the value.</summary>
    public SyntaxNode Statement { get; }

    public ILocalSymbol? Local { get; }

    /// <summary>The next value of an overwritten local.</summary>
    public IOperation? Next { get; }

    /// <summary>The value that the operation may discard, without looking at the surrounding code.</summary>
    [MethodImpl(Jit.Optimized)]
    public static IOperation? Candidate(IOperation operation) => operation switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => assignment.Value,
        IExpressionStatementOperation statement => statement.Operation,
        IVariableDeclaratorOperation declarator => declarator.Initializer?.Value,
        _ => null,
    };

    /// <summary>The prefilter of the rules: discarding a number, a string or nothing is harmless.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayDiscard(IOperation operation, KnownSymbols symbols) => Candidate(operation) is { } value && value.Kind switch
    {
        OperationKind.Invocation or OperationKind.Await => value.Type is { SpecialType: SpecialType.None },
        OperationKind.ObjectCreation => ((IObjectCreationOperation)value).Initializer is not null,
        OperationKind.Literal or OperationKind.Increment or OperationKind.Decrement or OperationKind.CompoundAssignment => false,
        _ => true,
    };

    public static UnobservedResult? Of(IOperation operation) => operation switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } statement => OfAssignment(assignment, statement),
        IExpressionStatementOperation statement => new UnobservedResult(DiscardKind.Statement, statement.Operation, statement.Syntax),
        IVariableDeclaratorOperation declarator => OfDeclarator(declarator),
        _ => null,
    };

    private static UnobservedResult? OfAssignment(ISimpleAssignmentOperation assignment, IExpressionStatementOperation statement)
    {
        if (assignment.Target is IDiscardOperation)
        {
            return new UnobservedResult(DiscardKind.Discard, assignment.Value, statement.Syntax);
        }

        if (assignment.Target is not ILocalReferenceOperation { Local: { IsRef: false } local } ||
            LocalUse.IsRead(local, statement) is not { } isRead)
        {
            return null;
        }

        var next = LocalUse.Overwrites(local, statement);
        return next is not null ? new UnobservedResult(DiscardKind.Overwritten, assignment.Value, statement.Syntax, local, next)
            : isRead ? null
            : new UnobservedResult(DiscardKind.NeverRead, assignment.Value, statement.Syntax, local);
    }

    private static UnobservedResult? OfDeclarator(IVariableDeclaratorOperation declarator)
    {
        var local = declarator.Symbol;
        if (declarator.Initializer?.Value is not { } value || local.IsRef || declarator.Parent?.Parent is IUsingDeclarationOperation ||
            declarator.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement ||
            LocalUse.IsRead(local, declarator) is not { } isRead)
        {
            return null;
        }

        if (!isRead && !LocalUse.IsNamed(local, declarator))
        {
            return new UnobservedResult(DiscardKind.Unread, value, statement, local);
        }

        var group = declarator.Parent?.Parent;
        var next = group is IVariableDeclarationGroupOperation ? LocalUse.Overwrites(local, group) : null;
        return next is not null ? new UnobservedResult(DiscardKind.Overwritten, value, statement, local, next)
            : isRead ? null
            : new UnobservedResult(DiscardKind.NeverRead, value, statement, local);
    }
}
