using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>How an unobserved coroutine is awaited: in place, without its target, or behind a null test.</summary>
internal sealed class CoroutineAwait
{
    /// <summary><c>F();</c> becomes <c>await F();</c>, <c>var n = V();</c> becomes <c>var n = await V();</c></summary>
    public const string InPlace = nameof(InPlace);

    /// <summary><c>_ = F();</c> becomes <c>await F();</c></summary>
    public const string WithoutTarget = nameof(WithoutTarget);

    /// <summary><c>x?.F();</c> becomes <c>if (x is not null) await x.F();</c></summary>
    public const string IfNotNull = nameof(IfNotNull);

    /// <summary><c>x.Y?.F();</c> becomes <c>if (x.Y is { } y) await y.F();</c></summary>
    public const string IfPattern = nameof(IfPattern);

    /// <summary><c>var c = F(); c = G();</c> becomes <c>await F(); var c = G();</c></summary>
    public const string Redeclare = nameof(Redeclare);

    private CoroutineAwait(string name, SyntaxNode replaced, string? obstacle = null)
    {
        Name = name;
        Replaced = replaced;
        Obstacle = obstacle;
    }

    public string Name { get; }

    /// <summary>The node that the fix rewrites.</summary>
    public SyntaxNode Replaced { get; }

    /// <summary>The obstacle that remains although an await would be legal.</summary>
    public string? Obstacle { get; }

    public static CoroutineAwait Of(UnobservedResult drop, IOperation fresh, KnownSymbols symbols)
    {
        if (fresh.Parent is IAwaitOperation || FreshCoroutine.IsWrapped(drop.Value.Type, symbols))
        {
            return new CoroutineAwait(InPlace, drop.Expression, "a task that hands out a coroutine");
        }

        if (drop.Shape == DiscardKind.NeverRead)
        {
            return new CoroutineAwait(InPlace, drop.Expression, "a variable that is never read");
        }

        var value = drop.Value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : drop.Value;
        if (value is IConditionalAccessOperation access)
        {
            return OfConditionalAccess(drop, access);
        }

        return drop.Shape switch
        {
            DiscardKind.Statement => new CoroutineAwait(InPlace, drop.Expression),
            DiscardKind.Discard when KeepsResult(drop) => new CoroutineAwait(InPlace, drop.Expression),
            DiscardKind.Discard => new CoroutineAwait(WithoutTarget, drop.Statement, NotAStatement(drop)),
            DiscardKind.Unread => OfUnread(drop),
            _ => OfOverwritten(drop),
        };
    }

    /// <summary>The code that the fix writes, for the message.</summary>
    public string TextFor(UnobservedResult drop)
    {
        if (drop.Expression is not ConditionalAccessExpressionSyntax access || drop.Statement is not StatementSyntax statement)
        {
            return AwaitSyntax.Display(AwaitSyntax.Await(drop.Expression.WithoutTrivia()));
        }

        var name = Name == IfPattern ? UniqueName.ForReceiver(access, statement, drop.Value.SemanticModel!, access.SpanStart) : null;
        return AwaitSyntax.Display(NullTest.Of(statement, access, name).WithoutTrivia()).TrimEnd(';');
    }

    // The result of the coroutine has a target: the discard, or the variable if it has no explicit type.
    private static bool KeepsResult(UnobservedResult drop) => drop.Value.Type is INamedTypeSymbol { IsGenericType: true };

    private static CoroutineAwait OfUnread(UnobservedResult drop)
    {
        if (drop.Statement is not LocalDeclarationStatementSyntax { Declaration: { Variables.Count: 1 } declaration })
        {
            return new CoroutineAwait(WithoutTarget, drop.Statement, "a declaration of several variables");
        }

        return KeepsResult(drop) && declaration.Type.IsVar
            ? new CoroutineAwait(InPlace, drop.Expression)
            : new CoroutineAwait(WithoutTarget, drop.Statement);
    }

    private static CoroutineAwait OfOverwritten(UnobservedResult drop)
    {
        if (drop.Statement is ExpressionStatementSyntax)
        {
            return new CoroutineAwait(WithoutTarget, drop.Statement);
        }

        // The declaration moves to the next assignment; with var, both types must be the same.
        var canMove = drop.Statement is LocalDeclarationStatementSyntax { Declaration: { Variables.Count: 1 } declaration } &&
            drop.Next!.Syntax.Parent?.Parent is ExpressionStatementSyntax next && !Directives.AreInside(next) &&
            (!declaration.Type.IsVar || HasSameType(drop.Next, drop.Local!));
        return new CoroutineAwait(Redeclare, drop.Statement, canMove ? null : "a declaration of several variables");
    }

    private static bool HasSameType(IOperation value, ILocalSymbol local) =>
        SymbolEqualityComparer.Default.Equals(value.Type, local.Type) && value is not IConversionOperation;

    private static CoroutineAwait OfConditionalAccess(UnobservedResult drop, IConditionalAccessOperation access)
    {
        var obstacle = drop.Shape == DiscardKind.Overwritten ? "a declaration that is used again" : NotAStatement(drop);
        return new CoroutineAwait(NullTest.CanNameTwice(access) ? IfNotNull : IfPattern, drop.Statement, obstacle);
    }

    private static string? NotAStatement(UnobservedResult drop) =>
        drop.Statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 }
            ? null
            : "an expression";
}
