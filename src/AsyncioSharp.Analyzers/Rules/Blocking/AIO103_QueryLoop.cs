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

        if (sequence.Type is not { } type || InMemory.IsKnown(sequence) || IsInMemory(type))
        {
            return null;
        }

        if (!Implements(type, "IQueryable"))
        {
            return Implements(type, "IAsyncEnumerable") ? new Edit(Kind) : null;
        }

        var edit = new Edit(Kind).With(Method, AsAsyncEnumerable);
        return !QueryOrigin.IsInMemory(sequence) && Binds(syntax, edit, loop.SemanticModel!) ? edit : null;
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

    private static bool Implements(ITypeSymbol type, string name) =>
        type.Name == name || type.AllInterfaces.Any(i => i.Name == name && i.IsInside("System"));

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
