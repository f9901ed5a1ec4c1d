namespace Catalogue;

/// <summary>What the cases call. Each case is code as users write it, under its number in the catalogue of what fixes get wrong.</summary>
public abstract class Case
{
    protected static object Gate { get; } = new();

    protected static int Shared { get; set; }

    protected static async Coroutine F() => await Asyncio.Yield();

    protected static async Coroutine<int> V()
    {
        await Asyncio.Yield();
        return 1;
    }

    protected static void Use(params object?[] values)
    {
    }
}
