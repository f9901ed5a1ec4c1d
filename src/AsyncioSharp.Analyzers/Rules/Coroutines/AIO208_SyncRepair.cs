using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>How an async function that awaits nothing becomes a synchronous one, together with its calls.</summary>
internal sealed class SyncRepair
{
    /// <summary>The kind for the function.</summary>
    public const string Declaration = nameof(Declaration);

    /// <summary>The kind for an await of a call of it.</summary>
    public const string Call = nameof(Call);

    private SyncRepair(IReadOnlyList<AwaitExpressionSyntax> awaits, string? obstacle)
    {
        Awaits = awaits;
        Obstacle = obstacle;
    }

    public IReadOnlyList<AwaitExpressionSyntax> Awaits { get; }

    public string? Obstacle { get; }

    /// <summary>Null if other code requires the function to be async.</summary>
    public static SyncRepair? Of(IMethodSymbol method, EnclosingFunction function, SemanticModel model, KnownSymbols symbols)
    {
        if (IsMeant(method, symbols) || FlowPaths.NeverEnds(function.Syntax, model))
        {
            return null;
        }

        var found = PrivateCalls.Of(method, function.Syntax, model);
        if (found.IsNamedOtherwise)
        {
            return null;
        }

        if ((found.Obstacle ?? (HasSyncType(method, function.Syntax) ? null : "its return type has another name")) is { } obstacle)
        {
            return new SyncRepair([], obstacle);
        }

        var awaits = new List<AwaitExpressionSyntax>();
        foreach (var call in found.Calls)
        {
            if (call.Parent is not AwaitExpressionSyntax await || Directives.AreInside(await) ||
                await.DescendantTrivia().Any(t => t.SpanStart < call.SpanStart && AwaitSyntax.IsComment(t) && await.Span.Contains(t.Span)))
            {
                return new SyncRepair([], "not all its calls are awaited at once");
            }

            if (EnclosingFunction.At(await, model) is not { } caller || !KeepsAwait(caller, symbols))
            {
                return new SyncRepair([], "a caller would have nothing left to await");
            }

            awaits.Add(await);
        }

        return new SyncRepair(awaits, obstacle: null);
    }

    // Other code requires this signature.
    private static bool IsMeant(IMethodSymbol method, KnownSymbols symbols) =>
        method.IsVirtual || method.IsOverride || method.PartialDefinitionPart is not null || IsCalledFromElsewhere(method, symbols);

    private static bool IsCalledFromElsewhere(IMethodSymbol method, KnownSymbols symbols) =>
        method.GetAttributes().Length > 0 || IsEntryPoint(method, symbols) || PrivateCalls.Implements(method);

    // A Main that returns a coroutine is not an entry point, and has its own rule.
    private static bool IsEntryPoint(IMethodSymbol method, KnownSymbols symbols) =>
        SymbolEqualityComparer.Default.Equals(method, symbols.EntryPoint) || (method.Name == "Main" && symbols.LacksEntryPoint);

    public static SyntaxNode MakeSync(SyntaxNode function) => (function, SyncType(function)) switch
    {
        (MethodDeclarationSyntax method, { } type) =>
            WithoutAsync(method, method.Modifiers, type, (m, modifiers, t) => m.WithModifiers(modifiers).WithReturnType(t)),
        (LocalFunctionStatementSyntax local, { } type) =>
            WithoutAsync(local, local.Modifiers, type, (m, modifiers, t) => m.WithModifiers(modifiers).WithReturnType(t)),
        _ => function,
    };

    private static T WithoutAsync<T>(T function, SyntaxTokenList modifiers, TypeSyntax type, Func<T, SyntaxTokenList, TypeSyntax, T> with)
    {
        var index = modifiers.IndexOf(SyntaxKind.AsyncKeyword);
        var leading = modifiers[index].LeadingTrivia;
        modifiers = modifiers.RemoveAt(index);
        if (index < modifiers.Count)
        {
            var next = modifiers[index];
            modifiers = modifiers.Replace(next, next.WithLeadingTrivia(leading));
        }
        else
        {
            type = type.WithLeadingTrivia(leading);
        }

        return with(function, modifiers, type);
    }

    // Coroutine<int> becomes int, and Coroutine becomes void.
    private static TypeSyntax? SyncType(SyntaxNode function)
    {
        var written = ReturnTypeOf(function);
        var name = written is QualifiedNameSyntax qualified ? qualified.Right : written as SimpleNameSyntax;
        TypeSyntax? type = name switch
        {
            GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } => arguments[0],
            IdentifierNameSyntax => PredefinedType(Token(SyntaxKind.VoidKeyword)),
            _ => null,
        };
        return written is null || type is null || written.DescendantTrivia().Any(AwaitSyntax.IsComment)
            ? null
            : type.WithTriviaFrom(written);
    }

    private static TypeSyntax? ReturnTypeOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    // An alias hides the type that it stands for.
    private static bool HasSyncType(IMethodSymbol method, SyntaxNode function) =>
        SyncType(function) is { } type &&
            AsyncConversion.ReturnsValue(method) != (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword });

    // An await of another function that awaits nothing does not count: it may be removed in the same pass.
    private static bool KeepsAwait(EnclosingFunction caller, KnownSymbols symbols) =>
        FunctionBody.Of(caller.Operation).Any(operation => FunctionBody.IsAwait(operation) && !IsOfNothing(operation, caller, symbols));

    private static bool IsOfNothing(IOperation operation, EnclosingFunction caller, KnownSymbols symbols)
    {
        if (operation is not IAwaitOperation
            {
                Operation: IInvocationOperation
                {
                    TargetMethod:
                    {
                        IsAsync: true,
                        OriginalDefinition: var target
                    }
                }
            } ||
            target.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration ||
            declaration.SyntaxTree != caller.Syntax.SyntaxTree)
        {
            return false;
        }

        return operation.SemanticModel!.GetOperation(declaration) is { } body && EnclosingFunction.Of(body, target) is { } called &&
            NothingToAwait.In(called, symbols);
    }
}
