using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>foreach (var order in db.Orders)</c>, which asks the database at each step: <c>await foreach</c> over
/// <c>db.Orders.AsAsyncEnumerable()</c>, or over the sequence itself if it can be enumerated in both ways.
/// </summary>
internal static class QueryLoop
{
    public const string Kind = nameof(QueryLoop);

    private const string Method = "method";
    private const string AsAsyncEnumerable = nameof(AsAsyncEnumerable);

    /// <summary>The edit of the sequence; null if the loop is over objects in memory.</summary>
    public static Edit? EditOf(IForEachLoopOperation loop)
    {
        var sequence = loop.Collection.WithoutConversions();
        if (loop.IsAsynchronous || loop.Syntax is not CommonForEachStatementSyntax { Expression: var syntax } ||
            sequence.Syntax != syntax)
        {
            return null;
        }

        // Nearly all loops are over these. Where the sequence comes from costs a walk over the member, so that is asked last.
        if (sequence.Type is not { SpecialType: SpecialType.None, TypeKind: not TypeKind.Array } type || IsInMemory(type))
        {
            return null;
        }

        if (!Implements(type, "IQueryable"))
        {
            return HasBothForms(type) && !InMemory.IsKnown(sequence) ? new Edit(Kind) : null;
        }

        var edit = new Edit(Kind).With(Method, AsAsyncEnumerable);
        return !InMemory.IsKnown(sequence) && !QueryOrigin.IsInMemory(sequence) && Binds(syntax, edit, loop.SemanticModel!) ? edit : null;
    }

    public static ExpressionSyntax Build(ExpressionSyntax sequence, Edit edit)
    {
        if (edit[Method] is not { } name)
        {
            return sequence;
        }

        var operand = sequence.WithoutTrivia();
        if (operand is not (NameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax))
        {
            operand = ParenthesizedExpression(operand);
        }

        var call = (InvocationExpressionSyntax)ParseExpression($"x.{name}()");
        return call.WithExpression(((MemberAccessExpressionSyntax)call.Expression).WithExpression(operand)).WithTriviaFrom(sequence);
    }

    private static bool Binds(ExpressionSyntax sequence, Edit edit, SemanticModel model) =>
        model.GetSpeculativeTypeInfo(sequence.SpanStart, Build(sequence, edit), SpeculativeBindingOption.BindAsExpression).Type is
            INamedTypeSymbol { Name: "IAsyncEnumerable" };

    private static bool Implements(ITypeSymbol type, string name) => Interfaces(type, name).Any();

    // The elements are the same in both: 'Asyncio.AsCompleted' is a sequence of coroutines, or of their tasks.
    private static bool HasBothForms(ITypeSymbol type) =>
        Interfaces(type, "IEnumerable").Any(synchronous => Interfaces(type, "IAsyncEnumerable").Any(asynchronous =>
            synchronous.Arity == 1 && asynchronous.Arity == 1 &&
            KnownSymbols.IsSame(synchronous.TypeArguments[0], asynchronous.TypeArguments[0])));

    private static IEnumerable<INamedTypeSymbol> Interfaces(ITypeSymbol type, string name) => type.AllInterfaces
        .Concat(type is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? [self] : [])
        .Where(i => i.Name == name && i.IsInside("System"));

    // A test double of a query.
    private static bool IsInMemory(ITypeSymbol type)
    {
        foreach (var t in type.WithBases())
        {
            if (t.Name == "EnumerableQuery")
            {
                return true;
            }
        }

        return false;
    }
}
