using System.Buffers;

namespace AsyncioSharp;

/// <summary>Received bytes that have not been read: one rented array, returned while it is empty.</summary>
internal struct ReadBuffer
{
    private const int FirstSize = 4096;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    internal readonly int Count => _end - _start;

    internal readonly ReadOnlySpan<byte> Bytes => new(_bytes, _start, Count);

    /// <summary>Returns free space after the bytes; at least one byte.</summary>
    internal Span<byte> Reserve()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(FirstSize);
        if (_end == _bytes.Length)
        {
            if (_start > 0)
            {
                Compact(_bytes);
            }
            else
            {
                Grow(_bytes);
            }
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>Marks bytes of the free space as written.</summary>
    internal void Commit(int count) => _end += count;

    /// <summary>Appends a copy of bytes.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Span<byte> room = Reserve();
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            Commit(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Removes as many bytes as fit into the destination.</summary>
    internal int Take(Span<byte> destination)
    {
        int count = Math.Min(Count, destination.Length);
        Bytes[..count].CopyTo(destination);
        Consume(count);
        return count;
    }

    /// <summary>Removes the first bytes as an array.</summary>
    internal byte[] Take(int count)
    {
        byte[] bytes = Bytes[..count].ToArray();
        Consume(count);
        return bytes;
    }

    /// <summary>Drops the first bytes.</summary>
    internal void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
        }
    }

    /// <summary>Returns the array if it is empty, so that an idle connection holds none.</summary>
    internal void ReleaseIfEmpty()
    {
        if (_bytes is { } bytes && Count == 0)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Compact(byte[] bytes)
    {
        Buffer.BlockCopy(bytes, _start, bytes, 0, Count);
        _end = Count;
        _start = 0;
    }

    private void Grow(byte[] bytes)
    {
        byte[] bigger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        Buffer.BlockCopy(bytes, 0, bigger, 0, _end);
        _bytes = bigger;
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
