using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>A <c>foreach</c> over a collection of the object that other methods change: while it waits, they can.</summary>
internal static class LoopOverState
{
    public static string? Obstacle(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols) =>
        FunctionBody.Of(function.Operation).OfType<IForEachLoopOperation>()
            .FirstOrDefault(loop => !loop.IsAsynchronous && loop.Body.Syntax.Span.Contains(node.Span) &&
            ChangedCollection.IsChanged(Unconverted(loop.Collection), loop.Body, symbols)) is { } changed
            ? $"a loop over '{AwaitSyntax.Display(changed.Collection.Syntax)}', which other code may change meanwhile"
            : null;

    private static IOperation Unconverted(IOperation value) =>
        value is IConversionOperation conversion ? Unconverted(conversion.Operand) : value;
}
