using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A call that could take a cancellation token, through a parameter or an overload, and gets none.</summary>
internal sealed class TokenCall
{
    // The token does not stop what these methods start, or has another meaning there.
    private static readonly HashSet<string> Starters =
        ["Run", "StartNew", "ContinueWith", "Register", "UnsafeRegister", "CreateLinkedTokenSource"];

    // Values that consist of the values written in them.
    private static readonly HashSet<OperationKind> Wrappers =
    [
        OperationKind.Conversion, OperationKind.Parenthesized, OperationKind.ArrayCreation, OperationKind.ArrayInitializer,
        OperationKind.CollectionExpression, OperationKind.Tuple, OperationKind.AnonymousObjectCreation, OperationKind.ObjectCreation,
        OperationKind.ObjectOrCollectionInitializer, OperationKind.SimpleAssignment, OperationKind.Argument,
    ];

    private readonly IMethodSymbol _target;
    private readonly IParameterSymbol _parameter;

    private TokenCall(IInvocationOperation call, InvocationExpressionSyntax syntax, IMethodSymbol target, IParameterSymbol parameter)
    {
        Call = call;
        Syntax = syntax;
        _target = target;
        _parameter = parameter;
    }

    public IInvocationOperation Call { get; }

    public InvocationExpressionSyntax Syntax { get; }

    /// <summary>The reported location: the name of the method, because other rules report calls.</summary>
    public Location Location => (CalleeName.Of(Syntax) ?? (SyntaxNode)Syntax).GetLocation();

    public string Name => NameOf(Call);

    /// <summary>The method with the type that it is called on, for messages.</summary>
    public static string NameOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.IsStatic ? method.ContainingType : call.Instance?.Type ?? method.ContainingType;
        return $"{type.Name}.{method.Name}";
    }

    /// <summary>The member that takes the token.</summary>
    public IMethodSymbol Target => _target;

    /// <summary>Null for the many calls that cannot take a token, and for those that get one.</summary>
    public static TokenCall? Of(IInvocationOperation call, KnownSymbols symbols)
    {
        var method = call.TargetMethod;
        if (symbols.CancellationToken is null ||
            method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction) ||
            symbols.IsCancellationToken(method.ReturnType) || call.Syntax is not InvocationExpressionSyntax syntax ||
            call.Arguments.Any(a => IsTokenAsData(a, symbols)))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (IsToken(argument.Parameter?.Type, symbols))
            {
                return argument.ArgumentKind == ArgumentKind.DefaultValue && IsPlain(call, symbols)
                    ? new TokenCall(call, syntax, method, argument.Parameter!)
                    : null;
            }
        }

        return method.MethodKind != MethodKind.LocalFunction && TokenOverload.Of(call, symbols) is { } overload && IsPlain(call, symbols)
            ? new TokenCall(call, syntax, overload, overload.Parameters.First(p => symbols.IsCancellationToken(p.Type)))
            : null;
    }

    // CancellationToken? token = null
    private static bool IsToken(ITypeSymbol? type, KnownSymbols symbols) =>
        symbols.IsCancellationToken(type) ||
        (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe &&
            symbols.IsCancellationToken(maybe.TypeArguments[0]));

    // Q<object>(token), Q([token]), Q(new Options { Token = token }): it already gets a token, as a value.
    private static bool IsTokenAsData(IArgumentOperation argument, KnownSymbols symbols) =>
        !IsToken(argument.Parameter?.Type, symbols) && IsMadeOfToken(argument.Value, symbols);

    private static bool IsMadeOfToken(IOperation value, KnownSymbols symbols) =>
        symbols.IsCancellationToken(value.Type)
            ? value is not IDefaultValueOperation
            : Wrappers.Contains(value.Kind) && value.ChildOperations.Any(part => IsMadeOfToken(part, symbols));

    /// <summary>Why the call cannot be written with a token although it takes one.</summary>
    public string? Obstacle =>
        HasDirectives ? "there are preprocessor directives in the call"
        : Elements is { Type: not IArrayTypeSymbol } ? "its last arguments have to become one"
        : null;

    // Behind an argument the token goes in front of what ends the line.
    private bool HasDirectives => Syntax.ArgumentList is { Arguments.Count: 0 } list
        ? Directives.AreInside(list)
        : Directives.AreConditionalInside(Syntax.ArgumentList, Syntax.Span.End);

    private IParameterSymbol? Elements =>
        Call.Arguments.FirstOrDefault(static a => a.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)?.Parameter;

    /// <summary>The edit for the call with this token; null if the result does not bind to the member that takes the token.</summary>
    public Edit? EditWith(string token)
    {
        if (Obstacle is not null)
        {
            return null;
        }

        var method = Call.TargetMethod;
        var isReceiverFirst = method.IsExtensionMethod &&
            Call.Arguments.Any(a => a.Parameter?.Ordinal == 0 && a.Syntax is not ArgumentSyntax);
        var shift = isReceiverFirst || method.MethodKind == MethodKind.ReducedExtension ? 1 : 0;
        var written = Syntax.ArgumentList.Arguments;
        var elements = Elements;
        var model = Call.SemanticModel!;
        var isInOrder = elements is null && written.Count == _parameter.Ordinal - shift && written.All(static a => a.NameColon is null);
        var position = _parameter.Ordinal - shift;
        var isInside = elements is null && written.Count > position && !KnownSymbols.IsSame(_target, method) &&
            written.All(static a => a.NameColon is null);
        var edit = isInside ? TokenArgument.EditAt(token, position) : TokenArgument.EditOf(token, isInOrder ? null : _parameter.Name);
        if (elements is { Type: IArrayTypeSymbol type })
        {
            var elementType = type.ElementType.ToMinimalDisplayString(model, Syntax.SpanStart);
            edit = TokenArgument.WithArray(edit, elementType, elements.Ordinal - shift);
        }

        // A call behind ?. is bound as if it were on the receiver itself.
        var isBehindTest = Syntax.Expression.DescendantNodesAndSelf()
            .Any(n => n is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax);
        var output = TokenArgument.Build(isBehindTest && UpToCall() is { } access
            ? (InvocationExpressionSyntax)NullTest.CallOf(access)
            : Syntax, edit);
        return model.GetSpeculativeSymbolInfo(Syntax.SpanStart, output, SpeculativeBindingOption.BindAsExpression)
            .Symbol is IMethodSymbol bound && KnownSymbols.IsSame(DeclarationOf(bound), DeclarationOf(_target))
            ? edit
            : null;
    }

    // On a type that overrides it, the call binds to the override.
    private static IMethodSymbol DeclarationOf(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return (method.ReducedFrom ?? method).OriginalDefinition;
    }

    /// <summary>The call with the token, as a message shows it.</summary>
    public string TextOf(Edit edit) => AwaitSyntax.Display(TokenArgument.Build(Syntax, edit), Call.SemanticModel!, Syntax.SpanStart);

    // a?.b?.F().G: everything up to the call.
    private ConditionalAccessExpressionSyntax? UpToCall()
    {
        var access = Syntax.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(a => a.WhenNotNull.Span.Contains(Syntax.Span));
        var whole = access?.WithWhenNotNull(Syntax);
        for (; access?.Parent is ConditionalAccessExpressionSyntax outer && outer.WhenNotNull == access; access = outer)
        {
            whole = outer.WithWhenNotNull(whole!);
        }

        return whole;
    }

    // Excludes calls where the token arrives in another way, or would have no effect.
    private static bool IsPlain(IInvocationOperation call, KnownSymbols symbols) =>
        !Starters.Contains(call.TargetMethod.Name) && !symbols.IsRuntime(call.TargetMethod) && !InMemory.IsKnown(call.Instance) &&
            !IsGivenATokenElsewhere(call, symbols) && !IsRaced(call);

    private static bool IsGivenATokenElsewhere(IInvocationOperation call, KnownSymbols symbols) =>
        IsGivenATokenLater(call, symbols) || CanceledSequence.IsReceiverOf(call, symbols);

    /// <summary>True for <c>call.WaitAsync(token)</c> and <c>call.WithCancellation(token)</c>.</summary>
    public static bool IsGivenATokenLater(IInvocationOperation call, KnownSymbols symbols)
    {
        for (IOperation node = call; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IInvocationOperation next when next.Instance == node:
                    if (next.Arguments.Any(a =>
                        symbols.IsCancellationToken(a.Parameter?.Type) && a.ArgumentKind != ArgumentKind.DefaultValue))
                    {
                        return true;
                    }

                    break;
                case IArgumentOperation
                {
                    Parameter.Ordinal: 0,
                    Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } next
                }:
                    if (next.Arguments.Any(a =>
                        symbols.IsCancellationToken(a.Parameter?.Type) && a.ArgumentKind != ArgumentKind.DefaultValue))
                    {
                        return true;
                    }

                    break;
                case not (IConversionOperation or IParenthesizedOperation or IInvocationOperation):
                    return false;
            }
        }

        return false;
    }

    // A delay that races against other work, or enforces a minimum duration, is about time and not about cancellation.
    private static bool IsRaced(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "Delay", ContainingType.Name: "Task" })
        {
            return false;
        }

        var parent = call.Parent;
        while (parent is IConversionOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                TargetMethod:
                {
                    Name: "WhenAny" or "WhenAll",
                    ContainingType.Name: "Task"
                }
            }
        } or IVariableInitializerOperation;
    }
}
