using System.Numerics;

namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>
/// Work for the processor: the product of 1 to n. As in CPython, the range is halved until a product fits into a machine word, so that large
/// factors come last.
/// </summary>
internal static class Factorial
{
    private const int WordBits = 64;

    internal static BigInteger Of(int n) => Product(1, n);

    private static BigInteger Product(int first, int last)
    {
        int factors = last - first + 1;
        int bitsOfLargest = WordBits - BitOperations.LeadingZeroCount((ulong)last);
        if (factors * bitsOfLargest > WordBits)
        {
            int middle = (first + last) / 2;
            return Product(first, middle) * Product(middle + 1, last);
        }

        ulong product = 1;
        for (int i = first; i <= last; i++)
        {
            product *= (ulong)i;
        }

        return product;
    }
}
