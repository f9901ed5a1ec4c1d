using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>How a helper that only calls <c>Asyncio.Run(X)</c> becomes a coroutine, together with all its calls.</summary>
internal sealed class RunHelperRepair
{
    /// <summary>The kind for the calls.</summary>
    public const string Await = nameof(Await);

    /// <summary>The kind for the helper.</summary>
    public const string Coroutine = nameof(Coroutine);

    /// <summary>The kind for the call of <c>Run</c>; the edit has the kind of <see cref="NestedRunReplacement"/> as an argument.</summary>
    public const string Run = nameof(Run);

    /// <summary>The name of that argument.</summary>
    public const string Replacement = "replacement";

    private RunHelperRepair(IReadOnlyList<EditLocation> places, string? obstacle)
    {
        EditLocations = places;
        Obstacle = obstacle;
    }

    /// <summary>The reported call, followed by all other locations that change with it.</summary>
    public IReadOnlyList<EditLocation> EditLocations { get; }

    public string? Obstacle { get; }

    public static RunHelperRepair Of(ReachingCall call, KnownSymbols symbols)
    {
        var helper = call.Chain.Functions[0];
        if (call.Operation is not IInvocationOperation { Syntax: InvocationExpressionSyntax site } || call.Edge.Targets.Length > 1 ||
            call.Chain.Functions.Length > 1)
        {
            return Because("more than one function has to change");
        }

        var declaration = helper.DeclaringSyntaxReferences[0].GetSyntax();
        var model = call.Operation.SemanticModel!;
        if (declaration.SyntaxTree != model.SyntaxTree)
        {
            return Because("it stands in another file");
        }

        if (OnlyStep(declaration) is not InvocationExpressionSyntax run || call.Chain.End.Operation.Syntax != run ||
            model.GetOperation(run) is not IInvocationOperation operation)
        {
            return Because("it does more than that");
        }

        if (KindFor(operation, run, helper, symbols) is not { } kind)
        {
            return Because("what it runs cannot be awaited as it stands");
        }

        var found = PrivateCalls.Of(helper, declaration, model);
        if ((AsyncConversion.ObstacleOfFunction(helper, declaration) ?? found.Obstacle) is { } obstacle)
        {
            return Because(obstacle);
        }

        var places = new List<EditLocation>();
        if (AddCalls(places, found.Calls.OrderBy(c => c != site), model, symbols) is { } callObstacle)
        {
            return Because(callObstacle);
        }

        var name = declaration is LocalFunctionStatementSyntax local ? local.Identifier : ((MethodDeclarationSyntax)declaration).Identifier;
        places.Add(new EditLocation(run.GetLocation(), new Edit(Run).With(Replacement, kind)));
        places.Add(new EditLocation(name.GetLocation(), new Edit(Coroutine)));
        return places[0].Location.SourceSpan == site.Span
            ? new RunHelperRepair(places, obstacle: null)
            : Because("not all its uses are plain calls");
    }

    // The kind of the argument of Run, if it is the only one and the helper returns the result unchanged.
    private static string? KindFor(IInvocationOperation operation, InvocationExpressionSyntax run, IMethodSymbol helper,
        KnownSymbols symbols) =>
        run.ArgumentList.Arguments.Count == 1 && !Directives.AreInside(run) && helper.ReturnsVoid == operation.TargetMethod.ReturnsVoid
            ? NestedRunReplacement.KindFor(operation, run, symbols, out _)
            : null;

    // The obstacle of the first call that cannot be awaited; null if all can.
    private static string? AddCalls(
        List<EditLocation> places, IEnumerable<InvocationExpressionSyntax> calls, SemanticModel model, KnownSymbols symbols)
    {
        foreach (var call in calls)
        {
            if (EnclosingFunction.At(call, model) is not { } caller || FunctionThread.Of(caller, symbols) != ThreadKind.Loop)
            {
                return "it is also called where no loop runs";
            }

            var site = AwaitSite.Of(call, caller, model, symbols);
            if (site.Obstacle is not null)
            {
                return $"{site.Obstacle} that calls it must not await";
            }

            places.Add(new EditLocation(call.GetLocation(), new Edit(Await, site.MakeAsync)));
        }

        return null;
    }

    /// <summary><c>int F()</c> becomes <c>async Coroutine&lt;int> F()</c>.</summary>
    public static SyntaxNode MakeCoroutine(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => AsyncFunctionSyntax.AddAsync(method.WithReturnType(TypeOf(method.ReturnType))),
        LocalFunctionStatementSyntax local => AsyncFunctionSyntax.AddAsync(local.WithReturnType(TypeOf(local.ReturnType))),
        _ => function,
    };

    private static ExpressionSyntax? OnlyStep(SyntaxNode function)
    {
        var (body, expression) = function switch
        {
            MethodDeclarationSyntax method => (method.Body, method.ExpressionBody?.Expression),
            LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody?.Expression),
            _ => (null, null),
        };
        return expression ?? (body?.Statements.Count == 1 ? body.Statements[0] switch
        {
            ReturnStatementSyntax result => result.Expression,
            ExpressionStatementSyntax statement => statement.Expression,
            _ => null,
        } : null);
    }

    private static TypeSyntax TypeOf(TypeSyntax result)
    {
        var isVoid = result is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        var type = ParseTypeName(isVoid ? "global::AsyncioSharp.Coroutine" : "global::AsyncioSharp.Coroutine<x>");
        if (!isVoid)
        {
            type = type.ReplaceNode(type.DescendantNodes().OfType<TypeArgumentListSyntax>().Single().Arguments[0], result.WithoutTrivia());
        }

        return type.WithTriviaFrom(result).WithAdditionalAnnotations(AwaitSyntax.FullName);
    }

    private static RunHelperRepair Because(string obstacle) => new([], obstacle);
}
