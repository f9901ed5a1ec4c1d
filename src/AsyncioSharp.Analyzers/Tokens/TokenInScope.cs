using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// The cancellation token available to a function: a parameter, a member of a parameter or, in code that is not on the loop, a member of
/// its object. On the loop, the task's token takes precedence over the object's, and a test is ended by its framework.
/// </summary>
internal sealed class TokenInScope
{
    private static readonly OperationMemo<bool> OnLoop = new();
    private static readonly OperationMemo<bool> OffLoop = new();

    private const string OfItsObject = "it belongs to the object, whose end this call may have to outlive";

    private TokenInScope(string text, string? obstacle)
    {
        Text = text;
        Obstacle = obstacle;
    }

    public string Text { get; }

    /// <summary>Why it cannot simply be passed; null if it can.</summary>
    public string? Obstacle { get; }

    /// <summary>Whether it ends with the object: a call that closes something comes after that.</summary>
    public bool BelongsToObject => Obstacle == OfItsObject;

    /// <summary>True if the function has a token: each place in it has the same ones.</summary>
    public static bool Exists(EnclosingFunction function, bool onLoop, IOperation place, KnownSymbols symbols) =>
        (onLoop ? OnLoop : OffLoop).Of(function.Operation, symbols, () =>
            Find(function, onLoop, place.SemanticModel!, place.Syntax.SpanStart, symbols) is not null);

    /// <summary>Null if there is none.</summary>
    public static TokenInScope? Of(CodeSite code) =>
        Of(code.Function, code.Thread == ThreadKind.Loop, code.Model, code.Operation.Syntax.SpanStart, code.Symbols);

    /// <summary>The same for a place that is not an operation of a rule.</summary>
    public static TokenInScope? Of(EnclosingFunction function, bool onLoop, SemanticModel model, int position, KnownSymbols symbols) =>
        Find(function, onLoop, model, position, symbols) is { } found
            ? new TokenInScope(found.Tokens[0], found.Obstacle ?? ObstacleAt(position, found.Tokens, function, model))
            : null;

    // The tokens of the innermost function that has any, or else of the object, and an obstacle that they have in common.
    private static (List<string> Tokens, string? Obstacle)? Find(
        EnclosingFunction function, bool onLoop, SemanticModel model, int position, KnownSymbols symbols)
    {
        var isStatic = false;
        for (var current = function; current is not null; current = current.Outer)
        {
            var tokens = OfParameters(current.Symbol, model, position, symbols);
            if (tokens.Count > 0)
            {
                return (tokens, isStatic ? "the function is static" : null);
            }

            if (current.Symbol.Parameters.Any(parameter => IsDiscarded(parameter, symbols)))
            {
                return null;
            }

            if (!isStatic && ForeignSource.OfParameters(current.Symbol, function, symbols) is { } source)
            {
                return ([source], "the caller decides what its source cancels");
            }

            // Variables from outside are not available in a static function.
            isStatic |= current.IsNested && current.Symbol.IsStatic;
            if (current.IsNested && current.Outer is null)
            {
                return null;
            }
        }

        return onLoop || isStatic ? null : OfObject(function, model, position, symbols);
    }

    private static (List<string> Tokens, string? Obstacle)? OfObject(
        EnclosingFunction function, SemanticModel model, int position, KnownSymbols symbols)
    {
        if (function.ContainingMember is not { IsStatic: false, ContainingType: { TypeKind: TypeKind.Class } type } ||
            IsSpecial(type, symbols) ||
            (function.ContainingMember is IMethodSymbol method && symbols.IsTest(method)))
        {
            return null;
        }

        var members = MembersOf(type, model, position, symbols);
        members.AddRange(ForeignSource.OfObject(type, function, symbols));
        return members.Count == 0 ? null : (members, OfItsObject);
    }

    private static string? ObstacleAt(int position, List<string> tokens, EnclosingFunction function, SemanticModel model)
    {
        if (IsAsked(tokens[0], function, position))
        {
            return "the function asks for 'IsCancellationRequested' itself, and an exception would come first";
        }

        return tokens.Count > 1 ? $"so could '{tokens[1]}'"
            : OwnSource(function, model, position) is { } source ? $"'{source}' has one, too"
            : null;
    }

    // while (!token.IsCancellationRequested) { await Task.Delay(d); } ends normally: the token is tested after the call, or in the next
    // iteration.
    private static bool IsAsked(string token, EnclosingFunction function, int position) => function.Operation.Descendants().Any(o =>
        o is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } asked } &&
            TaskAliases.Text(asked) == token &&
        (o.Syntax.SpanStart > position || IsInLoopWith(o, position)));

    private static bool IsInLoopWith(IOperation operation, int position)
    {
        while (operation.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            if (parent is ILoopOperation && parent.Syntax.Span.Contains(position))
            {
                return true;
            }

            operation = parent;
        }

        return false;
    }

    // (stream, _) => ...: the author has decided not to pass it on, and two of them have no name.
    private static bool IsDiscarded(IParameterSymbol parameter, KnownSymbols symbols) =>
        symbols.IsCancellationToken(parameter.Type) && (parameter.IsDiscard || parameter.Name == "_");

    private static List<string> OfParameters(IMethodSymbol method, SemanticModel model, int position, KnownSymbols symbols)
    {
        var tokens = new List<string>();
        foreach (var parameter in method.Parameters.Where(parameter => !IsDiscarded(parameter, symbols)))
        {
            if (symbols.IsCancellationToken(parameter.Type) && parameter.RefKind == RefKind.None)
            {
                tokens.Add(Escaped(parameter.Name));
            }
            else if (parameter is
            {
                RefKind: RefKind.None,
                Type: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe
            } &&
                    symbols.IsCancellationToken(maybe.TypeArguments[0]))
            {
                tokens.Add($"{Escaped(parameter.Name)} ?? default");
            }
        }

        foreach (var parameter in tokens.Count == 0 ? method.Parameters : [])
        {
            if (parameter is
                {
                    RefKind: RefKind.None, IsDiscard: false,
                    Type: INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } type
                } &&
                    !IsSpecial(type, symbols))
            {
                foreach (var member in type.GetMembers())
                {
                    if (IsToken(member, symbols) && member.DeclaredAccessibility == Accessibility.Public)
                    {
                        tokens.Add(MayBeNull(parameter, model, position)
                            ? $"{Escaped(parameter.Name)}?.{Escaped(member.Name)} ?? default"
                            : $"{Escaped(parameter.Name)}.{Escaped(member.Name)}");
                    }
                }
            }
        }

        return tokens;
    }

    private static bool MayBeNull(IParameterSymbol parameter, SemanticModel model, int position) =>
        parameter is { NullableAnnotation: NullableAnnotation.Annotated, Type.IsReferenceType: true } &&
        model.GetSpeculativeTypeInfo(position, SyntaxFactory.IdentifierName(parameter.Name), SpeculativeBindingOption.BindAsExpression)
            .Nullability.FlowState != NullableFlowState.NotNull;

    private static List<string> MembersOf(INamedTypeSymbol type, SemanticModel model, int position, KnownSymbols symbols)
    {
        var tokens = new List<string>();
        foreach (var t in type.WithBases())
        {
            foreach (var member in t.GetMembers())
            {
                if (IsToken(member, symbols) && model.IsAccessible(position, member))
                {
                    tokens.Add(Escaped(member.Name));
                }
            }
        }

        return tokens;
    }

    private static bool IsToken(ISymbol member, KnownSymbols symbols) =>
        member is
    {
        IsStatic: false,
        IsImplicitlyDeclared: false
    } and (IFieldSymbol { Type: { } }
                or IPropertySymbol { GetMethod: not null, Parameters.Length: 0, ExplicitInterfaceImplementations.Length: 0 }) &&
        symbols.IsCancellationToken(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type);

    // Exceptions carry the token that was canceled; the tokens of sources and tasks belong to other code.
    private static bool IsSpecial(INamedTypeSymbol type, KnownSymbols symbols)
    {
        foreach (var t in type.WithBases())
        {
            if (KnownSymbols.Is(t, symbols.Exception) || symbols.IsRuntime(t) || t.IsIn("System.Threading") ||
                t.IsIn("System.Threading.Tasks"))
            {
                return true;
            }
        }

        return false;
    }

    // A function that creates its own token source uses it for some of its calls, but not for those before it.
    private static string? OwnSource(EnclosingFunction function, SemanticModel model, int position) =>
        function.Operation.Root().Syntax.DescendantNodes().Select(node => NameOf(node, position)).OfType<string>()
            .FirstOrDefault(name => model.LookupSymbols(position, name: name).Any(IsSource));

    // Looked up by name: all symbols in scope would include every type of every reference.
    private static string? NameOf(SyntaxNode node, int position) => node switch
    {
        VariableDeclaratorSyntax variable when variable.Span.End <= position => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable when variable.Span.End <= position => variable.Identifier.ValueText,
        ForEachStatementSyntax loop when loop.Identifier.Span.End <= position => loop.Identifier.ValueText,
        _ => null,
    };

    private static bool IsSource(ISymbol symbol) =>
        symbol is ILocalSymbol { Type: { Name: "CancellationTokenSource" or "CancellationToken", ContainingNamespace.Name: "Threading" } };

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
