using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// The method of <c>AsyncioSharp.AspNetCore</c> that maps a route to a coroutine: <c>MapCoroutineGet</c> in place of <c>MapGet</c>.
/// </summary>
internal static class CoroutineRoute
{
    /// <summary>The route is mapped by another method.</summary>
    public const string Map = nameof(Map);

    /// <summary>The argument with the name of that method.</summary>
    public const string Method = "method";

    private static readonly Dictionary<string, string> Methods = new()
    {
        ["MapGet"] = "MapCoroutineGet",
        ["MapPost"] = "MapCoroutinePost",
        ["MapPut"] = "MapCoroutinePut",
        ["MapPatch"] = "MapCoroutinePatch",
        ["MapDelete"] = "MapCoroutineDelete",
        ["MapMethods"] = "MapCoroutine",
    };

    /// <summary>The name of the method that the call can use as it stands; null if there is none.</summary>
    public static string? For(IArgumentOperation handler, IMethodSymbol function, KnownSymbols symbols)
    {
        if (Counterpart(handler, function, symbols) is not { } name || handler.Parent?.Syntax is not InvocationExpressionSyntax call ||
            Build(call, name) is not { } written)
        {
            return null;
        }

        var bound = handler.SemanticModel!.GetSpeculativeSymbolInfo(call.SpanStart, written, SpeculativeBindingOption.BindAsExpression);
        return bound.Symbol is IMethodSymbol method && KnownSymbols.Is(method.ContainingType, EndpointsIn(symbols)) ? name : null;
    }

    /// <summary>The name of the method for a coroutine with these parameters; null if there is none.</summary>
    public static string? Counterpart(IArgumentOperation handler, IMethodSymbol function, KnownSymbols symbols) =>
        EndpointsIn(symbols) is not null && HasSameBinding(function) && handler.Parent is IInvocationOperation call &&
        Methods.TryGetValue(call.TargetMethod.Name, out var counterpart)
            ? counterpart
            : null;

    /// <summary>The call of the other method; null if the call does not name its receiver.</summary>
    public static InvocationExpressionSyntax? Build(InvocationExpressionSyntax call, string method) =>
        call.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access
            ? call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(method).WithTriviaFrom(name)))
            : null;

    private static INamedTypeSymbol? EndpointsIn(KnownSymbols symbols) => symbols.Find("Microsoft.AspNetCore.Builder.CoroutineEndpoints");

    // Our methods bind what they do not know as [AsParameters], minimal APIs from the body, the route or the services.
    private static bool HasSameBinding(IMethodSymbol function) =>
        function.Parameters.IsEmpty ||
        (function.Parameters.Length == 1 && (HostCall.IsHttp(function.Parameters[0].Type, "HttpContext") ||
            function.Parameters[0].GetAttributes().Any(static a => a.AttributeClass is { Name: "AsParametersAttribute" } type &&
                type.IsIn("Microsoft.AspNetCore.Http"))));
}
