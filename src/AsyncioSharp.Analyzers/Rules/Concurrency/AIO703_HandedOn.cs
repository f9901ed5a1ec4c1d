using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// <c>context = await NextAsync(context)</c>: the call continues with the object that it gets, and returns the one to use from then on.
/// Such steps follow each other, and each of them owns the object. Numbers, strings and immutable collections are values, and a write of
/// a value can be lost.
/// </summary>
internal static class HandedOn
{
    public static bool Is(IAssignmentOperation update, IAwaitOperation await) =>
        update is ISimpleAssignmentOperation && update.Value.WithoutConversions() == await && IsObject(update.Target.Type) &&
        LockCall.CallIn(await.Operation) is { } call &&
        call.Arguments.Any(argument => SharedVariable.IsSame(argument.Value.WithoutConversions(), update.Target));

    private static bool IsObject(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None, IsRecord: false } &&
        !type.IsIn("System.Collections.Immutable");
}
