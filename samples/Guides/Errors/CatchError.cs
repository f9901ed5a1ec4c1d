namespace AsyncioSharp.Samples.Guides;

/// <summary>An exception of a coroutine comes out of its await.</summary>
public static class CatchError
{
    public static async Coroutine Run()
    {
        try
        {
            await RiskyOperation();
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine($"Caught error: {exception.Message}");
        }
    }

    private static async Coroutine RiskyOperation()
    {
        await Asyncio.Sleep(1);
        throw new InvalidOperationException("Something went wrong!");
    }
}
