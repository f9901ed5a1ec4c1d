namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>
/// The generator behind Python's <c>random</c> (MT19937), seeded and read as Python does it: both sides then take the same decisions, and the
/// number of sleeps of a run can be compared exactly.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;
    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>As <c>random.seed(seed)</c> with a number of 32 bits.</summary>
    internal MersenneTwister(uint seed)
    {
        _state[0] = 19650218;
        for (uint i = 1; i < Length; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        }

        // The key has one word, the seed.
        int at = 1;
        for (int i = 0; i < Length; i++)
        {
            _state[at] = (_state[at] ^ (Mixed(at) * 1664525)) + seed;
            at = Advance(at);
        }

        for (int i = 0; i < Length - 1; i++)
        {
            _state[at] = (_state[at] ^ (Mixed(at) * 1566083941)) - (uint)at;
            at = Advance(at);
        }

        _state[0] = 0x80000000;
    }

    /// <summary>As <c>random.random()</c>: 53 bits, 0 to below 1.</summary>
    internal double NextDouble()
    {
        uint high = NextWord() >> 5;
        uint low = NextWord() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>As <c>random.randint(1, 100)</c>: seven bits, again while they are too large.</summary>
    internal int NextPercent()
    {
        uint bits;
        do
        {
            bits = NextWord() >> 25;
        }
        while (bits >= 100);

        return (int)bits + 1;
    }

    private uint Mixed(int at) => _state[at - 1] ^ (_state[at - 1] >> 30);

    private int Advance(int at)
    {
        if (at + 1 < Length)
        {
            return at + 1;
        }

        _state[0] = _state[Length - 1];
        return 1;
    }

    private uint NextWord()
    {
        if (_next == Length)
        {
            Generate();
            _next = 0;
        }

        uint word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Generate()
    {
        for (int i = 0; i < Length; i++)
        {
            uint joined = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DF);
        }
    }
}
