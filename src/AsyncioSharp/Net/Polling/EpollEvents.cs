using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AsyncioSharp;

/// <summary>
/// A pinned array of <c>struct epoll_event</c>: 32 bits of events, 64 bits of data. C compilers pack it only on x86-64, so the layout is
/// chosen here.
/// </summary>
internal sealed unsafe class EpollEvents(int capacity)
{
    private static readonly bool s_isPacked = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
    private static readonly int s_size = s_isPacked ? 12 : 16;
    private static readonly int s_dataOffset = s_isPacked ? 4 : 8;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(capacity * s_size, pinned: true);

    internal int Capacity { get; } = capacity;

    internal void* Pointer => (void*)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

    internal uint Events(int index) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(index * s_size));

    internal int Data(int index) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan((index * s_size) + s_dataOffset));

    /// <summary>Sets the first entry, the argument of <c>epoll_ctl</c>.</summary>
    internal void SetFirst(uint events, int data)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, events);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(s_dataOffset), data);
    }
}
