using System.Buffers;

namespace AsyncioSharp;

/// <summary>Written bytes that have not been sent: one rented array, returned while it is empty.</summary>
internal struct WriteBuffer
{
    private const int FirstSize = 4096;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    internal readonly int Count => _end - _start;

    internal readonly ReadOnlySpan<byte> Bytes => new(_bytes, _start, Count);

    internal void Append(ReadOnlySpan<byte> data)
    {
        if (_bytes is null || data.Length > _bytes.Length - _end)
        {
            MakeRoom(data.Length);
        }

        data.CopyTo(_bytes.AsSpan(_end));
        _end += data.Length;
    }

    /// <summary>Removes the first bytes, which were sent.</summary>
    internal void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Clear();
        }
    }

    internal void Clear()
    {
        if (_bytes is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _bytes = null;
        _start = 0;
        _end = 0;
    }

    private void MakeRoom(int count)
    {
        byte[]? old = _bytes;
        int kept = Count;
        if (old is not null && kept + count <= old.Length / 2)
        {
            Buffer.BlockCopy(old, _start, old, 0, kept);
        }
        else
        {
            byte[] bigger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, checked(kept + count)));
            Bytes.CopyTo(bigger);
            _bytes = bigger;
            if (old is not null)
            {
                ArrayPool<byte>.Shared.Return(old);
            }
        }

        _start = 0;
        _end = kept;
    }
}
