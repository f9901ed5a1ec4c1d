using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A part of a thread's stack. Code whose locals are in it runs on that thread; the comparison takes a fraction of the time of reading a
/// thread-static field.
/// </summary>
internal struct StackWindow
{
    // 64 KiB. TryEnsureSufficientExecutionStack guarantees 128 KiB, or 64 KiB in a 32-bit process.
    private const nuint Size = 1 << 16;

    // The highest address; 0 while closed.
    private nuint _top;

    /// <summary>
    /// Opens the window below a local variable of a method that stays on the stack until <see cref="Close"/>. The window stays closed if
    /// the stack is nearly exhausted.
    /// </summary>
    internal void Open(ref byte local)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _top = Address(ref local);
        }
    }

    internal void Close() => _top = 0;

    /// <summary>
    /// Whether the local variable is in the window. False does not imply another thread: the stack may be deeper than the window.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Contains(ref byte local) => _top - Address(ref local) < Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nuint Address(ref byte local) => (nuint)Unsafe.AsPointer(ref local);
}
