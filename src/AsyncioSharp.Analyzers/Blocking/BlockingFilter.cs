using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>The prefilters of the rules about blocking calls.</summary>
internal static class BlockingFilter
{
    /// <summary>Any member whose name is in the table of blocking members, or any use if users have configured APIs.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayBlock(IOperation operation, KnownSymbols symbols) =>
        (operation.Kind == OperationKind.Invocation
            ? BlockingApis.MayKnow(((IInvocationOperation)operation).TargetMethod)
            : BlockingApis.HasName(OperationFilter.NameOf(operation))) || symbols.Users.SaySomething(operation.Syntax.SyntaxTree);

    /// <summary>The same for a method group.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayBlockAsGroup(IOperation operation, KnownSymbols symbols) =>
        BlockingApis.MayKnow(((IMethodReferenceOperation)operation).Method) || symbols.Users.SaySomething(operation.Syntax.SyntaxTree);

    /// <summary>The same, and the second call of a <c>Begin</c>/<c>End</c> pair.</summary>
    [MethodImpl(Jit.Optimized)]
    public static bool MayBlockOrEnd(IOperation operation, KnownSymbols symbols) =>
        OperationFilter.NameOf(operation).StartsWith("End", StringComparison.Ordinal) || MayBlock(operation, symbols);
}
