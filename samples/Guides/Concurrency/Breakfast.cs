namespace AsyncioSharp.Samples.Guides;

/// <summary>Two recipes at once: each await hands control to the other.</summary>
public static class Breakfast
{
    public static async Coroutine Run()
    {
        (string coffee, string toast) = await Asyncio.Gather(MakeCoffee(), MakeToast());
        Console.WriteLine($"Breakfast ready: {coffee} {toast}");
    }

    private static async Coroutine<string> MakeCoffee()
    {
        Console.WriteLine("Grinding beans...");
        await Asyncio.Sleep(1);
        Console.WriteLine("Brewing coffee...");
        await Asyncio.Sleep(2);
        Console.WriteLine("Coffee ready!");
        return "☕";
    }

    private static async Coroutine<string> MakeToast()
    {
        Console.WriteLine("Toasting bread...");
        await Asyncio.Sleep(1.5);
        Console.WriteLine("Toast ready!");
        return "🍞";
    }
}
