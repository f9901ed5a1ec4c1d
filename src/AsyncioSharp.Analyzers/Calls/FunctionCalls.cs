using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>What one function does by itself, and whom it calls: the summary of its code.</summary>
internal sealed class FunctionCalls
{
    /// <summary>What is written there on another thread does not come back.</summary>
    public const string AsyncLocal = "AsyncLocal.Value";

    private FunctionCalls(ImmutableArray<CallEdge> edges, ImmutableArray<Blocker> blockers, ImmutableArray<Blocker> runs, ImmutableArray<Blocker> loopUses)
    {
        Edges = edges;
        Blockers = blockers;
        Runs = runs;
        LoopUses = loopUses;
    }

    public ImmutableArray<CallEdge> Edges { get; }

    public ImmutableArray<Blocker> Blockers { get; }

    public ImmutableArray<Blocker> Runs { get; }

    public ImmutableArray<Blocker> LoopUses { get; }

    public static FunctionCalls Read(IMethodSymbol function, CallGraph graph, KnownSymbols symbols)
    {
        var edges = ImmutableArray.CreateBuilder<CallEdge>();
        var blockers = ImmutableArray.CreateBuilder<Blocker>();
        var runs = ImmutableArray.CreateBuilder<Blocker>();
        var loopUses = ImmutableArray.CreateBuilder<Blocker>();
        var asksForTheLoop = false;
        foreach (var body in FunctionBodies.Of(function, symbols.Compilation))
        {
            var owner = OwnerOf(function);
            foreach (var operation in BodyWalk.Of(body, owner, symbols))
            {
                if (operation is IInvocationOperation run && NestedRunAnalyzer.IsRun(run.TargetMethod, symbols))
                {
                    runs.Add(new Blocker(run, MemberUse.NameOf(run)));
                }
                else if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "AsyncLocal" } } })
                {
                    loopUses.Add(new Blocker(operation, AsyncLocal));
                }
                else if (IsOfTheRuntime(operation, symbols))
                {
                    asksForTheLoop |= operation is IInvocationOperation { TargetMethod.Name: "TryGetRunningLoop" };
                    loopUses.Add(new Blocker(operation, MemberUse.NameOf(operation)));
                }
                else if (Blocker.Of(operation, owner, symbols) is { } blocker)
                {
                    if (IsOnItsWay(operation, function, symbols))
                    {
                        blockers.Add(blocker);
                    }
                }
                else
                {
                    foreach (var edge in graph.EdgesOf(operation))
                    {
                        if (IsOnItsWay(operation, function, symbols))
                        {
                            edges.Add(edge);
                        }
                    }
                }
            }
        }

        if (FunctionBodies.BaseConstructor(function) is { } constructor && graph.IsEntered(constructor))
        {
            edges.Add(new CallEdge(operation: null, [constructor], []));
        }

        // Who asks whether a loop runs does not start a second one.
        return new FunctionCalls(edges.ToImmutable(), blockers.ToImmutable(), asksForTheLoop ? [] : runs.ToImmutable(), loopUses.ToImmutable());
    }

    // Not in the synchronous half of a function that can do both, and not on the way to an exception, where the work is over.
    private static bool IsOnItsWay(IOperation operation, IMethodSymbol function, KnownSymbols symbols) =>
        !ModeFlag.Selects(operation) && !ModeFlag.IsChosenByCaller(operation, function, symbols) && !IsThrown(operation) &&
        (operation is not IInvocationOperation { TargetMethod: { } method } || !method.GetAttributes().Any(static a => a.AttributeClass?.Name == "DoesNotReturnAttribute"));

    /// <summary>Does it only help to make an exception, <c>throw Break(e)</c>?</summary>
    public static bool IsThrown(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not (null or IBlockOperation or IAnonymousFunctionOperation); parent = parent.Parent)
        {
            if (parent is IThrowOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol OwnerOf(IMethodSymbol function)
    {
        ISymbol owner = function;
        while (owner is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: { } outer })
        {
            owner = outer;
        }

        return owner;
    }

    private static bool IsOfTheRuntime(IOperation operation, KnownSymbols symbols)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return member is not null && symbols.IsRuntime(member.ContainingType ?? member);
    }
}
