using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Blocking;

/// <summary>A use of a call, a property or a new object that blocks and has no counterpart to await.</summary>
internal sealed class BlockingMember
{
    // Parameter names that libraries use for a file or an address.
    private static readonly HashSet<string> Addresses = ["uri", "inputUri", "fileName", "filename"];

    private BlockingMember(IOperation operation, BlockingApis.Entry entry, BlockingKind kind)
    {
        Operation = operation;
        Entry = entry;
        Kind = kind;
        Name = entry.Kind == BlockingKind.Counterpart
            ? $"Console.In.{((IInvocationOperation)operation).TargetMethod.Name}"
            : MemberUse.NameOf(operation);
    }

    public IOperation Operation { get; }

    public ExpressionSyntax Syntax => (ExpressionSyntax)Operation.Syntax;

    public BlockingApis.Entry Entry { get; }

    /// <summary>The kind from the table, refined by the arguments.</summary>
    public BlockingKind Kind { get; }

    /// <summary>The name, as worded in messages.</summary>
    public string Name { get; }

    public static BlockingMember? Of(IOperation operation, KnownSymbols symbols) =>
        operation.Syntax is ExpressionSyntax && BlockingApis.Find(operation, symbols) is { } entry && KindOf(operation, entry) is { } kind
            ? new BlockingMember(operation, entry, kind)
            : null;

    private static BlockingKind? KindOf(IOperation operation, BlockingApis.Entry entry) => operation switch
    {
        IPropertyReferenceOperation property =>
            MemberUse.IsRead(property) && (entry.Kind is BlockingKind.FileCall or BlockingKind.Listed) ? entry.Kind : null,
        IInvocationOperation call when entry.Kind != BlockingKind.Listed => KindOf(call, entry),
        _ => entry.Kind,
    };

    private static BlockingKind? KindOf(IInvocationOperation call, BlockingApis.Entry entry) => entry.Kind switch
    {
        // The counterpart of a read from the console blocks, too.
        BlockingKind.Counterpart when IsConsoleInput(call.Instance) => BlockingKind.Call,
        BlockingKind.StreamCounterpart => IsGivenAnAddress(call) ? BlockingKind.Call : null,
        BlockingKind.StreamCall => IsGivenAnAddress(call) || InMemory.IsGivenAStream(call) ? BlockingKind.Call : null,
        BlockingKind.AddressCall => IsGivenAnAddress(call) ? BlockingKind.Call : null,
        BlockingKind.Counterpart or BlockingKind.AnyCounterpart or BlockingKind.QueryCounterpart or BlockingKind.ItemsCounterpart => null,
        _ => entry.Kind,
    };

    private static bool IsGivenAnAddress(IInvocationOperation call) =>
        call.Arguments.Any(a =>
            a.Parameter is { Type.SpecialType: SpecialType.System_String } parameter && Addresses.Contains(parameter.Name));

    private static bool IsConsoleInput(IOperation? receiver) =>
        receiver is not null &&
            ValueOrigin.Of(receiver) is IPropertyReferenceOperation
            {
                Property:
                {
                    Name: "In", IsStatic: true,
                    ContainingType.Name: "Console"
                }
            };
}
