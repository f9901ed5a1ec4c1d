using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>A variable that holds a task instead of a coroutine: it can be awaited repeatedly, and its coroutine runs once.</summary>
internal static class TaskAtCreation
{
    public const string Kind = "Task";

    /// <summary>
    /// The declaration that the fix writes, for the message; null if there is none, or if other code would no longer compile.
    /// </summary>
    public static string? TextOf(ISymbol variable, IOperation root, ISymbol owner, KnownSymbols symbols)
    {
        var declarator = root.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, variable));
        if (declarator is not
            {
                Initializer.Value: { } value,
                Syntax: VariableDeclaratorSyntax { Initializer.Value: { } written } syntax
            } ||
            value is IConversionOperation || !StandsAlone(syntax) || !CanStart(EnclosingFunction.Of(declarator, owner), symbols))
        {
            return null;
        }

        var references = root.DescendantsAndSelf().Where(o => SymbolEqualityComparer.Default.Equals(CoroutineVariables.Named(o), variable));
        return references.All(reference => StaysLegal(reference, symbols))
            ? $"var {syntax.Identifier.Text} = Asyncio.CreateTask({AwaitSyntax.Display(written)})"
            : null;
    }

    private static bool StandsAlone(VariableDeclaratorSyntax variable) => variable.Parent is VariableDeclarationSyntax
    {
        Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax },
    };

    private static bool CanStart(EnclosingFunction? function, KnownSymbols symbols) =>
        function is not null && (function.Symbol.IsAsync || symbols.IsCoroutine(function.Symbol.ReturnType)) &&
        FunctionThread.Of(function, symbols) != ThreadKind.OffLoop;

    /// <summary>The declaration with a task; unchanged if it already has one.</summary>
    public static LocalDeclarationStatementSyntax Declare(LocalDeclarationStatementSyntax statement)
    {
        var value = statement.Declaration.Variables[0].Initializer!.Value;
        var type = statement.Declaration.Type;
        return statement.ReplaceNodes(
            [value, type],
            (old, _) =>
                old == value
                    ? Start(value.WithoutTrivia()).WithTriviaFrom(value) : type.IsVar ? type
                    : IdentifierName("var").WithTriviaFrom(type));
    }

    /// <summary><c>Asyncio.CreateTask(coroutine)</c></summary>
    public static InvocationExpressionSyntax Start(ExpressionSyntax coroutine)
    {
        var call = (InvocationExpressionSyntax)ParseExpression("global::AsyncioSharp.Asyncio.CreateTask(c)");
        call = call.ReplaceNode(call.ArgumentList.Arguments[0].Expression, coroutine);
        return call.ReplaceNode(call.Expression, call.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
    }

    // An await accepts both; a call must bind to an overload for tasks with the same result.
    private static bool StaysLegal(IOperation reference, KnownSymbols symbols)
    {
        if (reference.Parent is IAwaitOperation)
        {
            return true;
        }

        if (!SecondAwait.IsUsedUp(reference, symbols) ||
            reference.Syntax.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call ||
            reference.SemanticModel is not { } model)
        {
            return false;
        }

        var names = call.ArgumentList.Arguments.Select(a => a.Expression).OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == CoroutineVariables.Named(reference)!.Name).ToList();
        var task = call.ReplaceNodes(names, (name, _) => Start(name.WithoutTrivia()));
        var before = model.GetTypeInfo(call).Type;
        return names.Contains(reference.Syntax) &&
            SymbolEqualityComparer.Default.Equals(before,
                model.GetSpeculativeTypeInfo(call.SpanStart, task, SpeculativeBindingOption.BindAsExpression).Type);
    }
}
