using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether several tasks may use an object at once. On a loop that is the rule; a plain async method belongs mostly to an object
/// that one caller uses, such as a decoder or a message, unless its type shows something else.
/// </summary>
internal static class ConcurrentUse
{
    private static readonly HashSet<string> Locks =
    [
        "SemaphoreSlim", "Semaphore", "Lock", "Mutex", "ReaderWriterLock", "ReaderWriterLockSlim", "SpinLock", "AsyncLock", "AsyncSemaphore",
    ];

    public static bool IsLikely(IOperation target, CodeSite site)
    {
        if (site.IsCoroutine || site.Thread == ThreadKind.Loop || OwnerOf(target) is not { } owner)
        {
            return true;
        }

        return IsGuarded(owner) || IsGuarded(site.Function.ContainingMember.ContainingType) || RunsOften(site.Function) ||
            IsStarted(site.Function.ContainingMember);
    }

    /// <summary>The type whose object holds the state; null for static state and for variables, which have their own evidence.</summary>
    private static INamedTypeSymbol? OwnerOf(IOperation? target, INamedTypeSymbol? inner = null) => target switch
    {
        IMemberReferenceOperation { Member.IsStatic: true } => null,
        IMemberReferenceOperation member => OwnerOf(member.Instance, member.Member.ContainingType),
        IArrayElementReferenceOperation element => OwnerOf(element.ArrayReference, inner),
        IConditionalAccessInstanceOperation access => OwnerOf(TaskAliases.Receiver(access), inner),
        _ => inner ?? OwnerOfParameter(target),
    };

    // A parameter of a primary constructor is effectively a field.
    private static INamedTypeSymbol? OwnerOfParameter(IOperation? target) =>
        target is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } made }
            ? made.ContainingType
            : null;

    // A type that locks, or that marks a field for several threads, expects several callers.
    private static bool IsGuarded(INamedTypeSymbol? type)
    {
        foreach (var t in type.WithBases())
        {
            if (t.GetMembers().OfType<IFieldSymbol>().Any(IsGuard) || NodesOf(t).OfType<LockStatementSyntax>().Any())
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGuard(IFieldSymbol field) =>
        field.IsVolatile || Locks.Contains(field.Type.Name) || field.Type.ContainingNamespace is { Name: "Concurrent" or "Channels" };

    // items.Select(async item => ...)
    private static bool RunsOften(EnclosingFunction function)
    {
        for (var current = function; current is { IsNested: true }; current = current.Outer!)
        {
            if (FunctionUse.Of(current).Any(static use => use is IArgumentOperation ||
                use is IInvocationOperation { Parent: not IAwaitOperation }))
            {
                return true;
            }
        }

        return false;
    }

    // Two calls that are not awaited at once run side by side, and so do those of a method that is passed on.
    private static bool IsStarted(ISymbol member) => member is IMethodSymbol { ContainingType: { } type } &&
        NodesOf(type).OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == member.Name && IsStart(name));

    private static bool IsStart(SimpleNameSyntax name)
    {
        var value = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
        if (value.Parent is InvocationExpressionSyntax call && call.Expression == value)
        {
            value = call;
            while (value.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next })
            {
                value = next;
            }
        }

        return value.Parent is ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or InitializerExpressionSyntax or
            ExpressionElementSyntax or ExpressionStatementSyntax or LambdaExpressionSyntax;
    }

    private static IEnumerable<SyntaxNode> NodesOf(ISymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().DescendantNodes());
}
