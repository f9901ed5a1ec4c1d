using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A piece of a thread's stack. What has an address in it runs on that thread: a compare tells so in a fraction of the time that a thread-static
/// field takes to read.
/// </summary>
internal struct StackWindow
{
    // 64 KiB. Where the runtime says that there is enough stack, it means 128, and 64 on 32 bits.
    private const nuint Size = 1 << 16;

    // The highest address; 0 while it is closed.
    private nuint _top;

    /// <summary>Opens it below a local variable of a method that is on the stack until <see cref="Close"/>. Stays closed where the stack is nearly used up.</summary>
    internal void Open(ref byte local)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _top = Address(ref local);
        }
    }

    internal void Close() => _top = 0;

    /// <summary>Whether the local variable is in it. False does not say that it is on another thread: the stack may be deeper than the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Contains(ref byte local) => _top - Address(ref local) < Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nuint Address(ref byte local) => (nuint)Unsafe.AsPointer(ref local);
}
