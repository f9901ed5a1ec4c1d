using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>How a helper that does nothing but <c>Asyncio.Run(X)</c> becomes a coroutine, together with all its calls.</summary>
internal sealed class RunHelperRepair
{
    /// <summary>The form of the calls.</summary>
    public const string Await = nameof(Await);

    /// <summary>The form of the helper.</summary>
    public const string Coroutine = nameof(Coroutine);

    /// <summary>In front of the form of the call of <c>Run</c>.</summary>
    public const string Run = "Run:";

    private RunHelperRepair(IReadOnlyList<Place> places, string? obstacle)
    {
        Places = places;
        Obstacle = obstacle;
    }

    /// <summary>The call that is reported, then everything else that changes with it.</summary>
    public IReadOnlyList<Place> Places { get; }

    public string? Obstacle { get; }

    public static RunHelperRepair Of(ReachingCall call, KnownSymbols symbols)
    {
        var helper = call.Chain.Functions[0];
        if (call.Operation is not IInvocationOperation { Syntax: InvocationExpressionSyntax site } || call.Edge.Targets.Length > 1 || call.Chain.Functions.Length > 1)
        {
            return Because("more than one function has to change");
        }

        var declaration = helper.DeclaringSyntaxReferences[0].GetSyntax();
        var model = call.Operation.SemanticModel!;
        if (declaration.SyntaxTree != model.SyntaxTree)
        {
            return Because("it stands in another file");
        }

        if (OnlyStep(declaration) is not InvocationExpressionSyntax run || call.Chain.End.Operation.Syntax != run || model.GetOperation(run) is not IInvocationOperation operation)
        {
            return Because("it does more than that");
        }

        var form = NestedRunReplacement.FormOf(operation, run, symbols, out _);
        if (form is null || run.ArgumentList.Arguments.Count > 1 || Directives.AreInside(run) || helper.ReturnsVoid != operation.TargetMethod.ReturnsVoid)
        {
            return Because("what it runs cannot be awaited as it stands");
        }

        var found = PrivateCalls.Of(helper, declaration, model);
        if ((AsyncConversion.ObstacleOfFunction(helper, declaration) ?? found.Obstacle) is { } obstacle)
        {
            return Because(obstacle);
        }

        var places = new List<Place>();
        foreach (var other in found.Calls.OrderBy(c => c != site))
        {
            if (EnclosingFunction.At(other, model) is not { } caller || FunctionThread.Of(caller, symbols) != ThreadKind.Loop)
            {
                return Because("somebody calls it where no loop runs");
            }

            var place = AwaitSite.Of(other, caller, model, symbols);
            if (place.Obstacle is not null)
            {
                return Because($"{place.Obstacle} that calls it must not await");
            }

            places.Add(new Place(other.GetLocation(), Await, place.MakeAsync));
        }

        var name = declaration is LocalFunctionStatementSyntax local ? local.Identifier : ((MethodDeclarationSyntax)declaration).Identifier;
        places.Add(new Place(run.GetLocation(), Run + form, makeAsync: false));
        places.Add(new Place(name.GetLocation(), Coroutine, makeAsync: false));
        return places[0].Location.SourceSpan == site.Span ? new RunHelperRepair(places, obstacle: null) : Because("not all its uses are plain calls");
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

    internal readonly struct Place(Location location, string form, bool makeAsync)
    {
        public Location Location { get; } = location;

        public string Form { get; } = form;

        public bool MakeAsync { get; } = makeAsync;
    }
}
