using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>A sequence that already has a token, which also ends what enumerates it.</summary>
internal static class CanceledSequence
{
    /// <summary>True for <c>Items(token).Where(...).FirstAsync()</c>, where the sequence already has a token.</summary>
    public static bool IsReceiverOf(IInvocationOperation call, KnownSymbols symbols)
    {
        for (var source = ReceiverOf(call); source is not null; source = source is IInvocationOperation next ? ReceiverOf(next) : null)
        {
            if (!IsSequence(source.Type))
            {
                return false;
            }

            if (source is IInvocationOperation inner && inner.Arguments.Any(a => IsToken(a, symbols)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(IArgumentOperation argument, KnownSymbols symbols) =>
        argument.ArgumentKind != ArgumentKind.DefaultValue && symbols.IsCancellationToken(argument.Parameter?.Type) &&
            argument.Value.WithoutConversions() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" });

    private static IOperation? ReceiverOf(IInvocationOperation call)
    {
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);
        return receiver is null ? null : ValueOrigin.Of(receiver);
    }

    private static bool IsSequence(ITypeSymbol? type) =>
        type is { Name: "IAsyncEnumerable" or "ConfiguredCancelableAsyncEnumerable" or "IOrderedAsyncEnumerable" };
}
