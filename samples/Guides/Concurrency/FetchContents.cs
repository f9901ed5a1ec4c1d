namespace AsyncioSharp.Samples.Guides;

/// <summary>Gather of a collection gives an array of the results.</summary>
public static class FetchContents
{
    public static async Coroutine Run()
    {
        string[] results = await Asyncio.Gather([Fetch("url1"), Fetch("url2"), Fetch("url3")]);
        Console.WriteLine($"[{string.Join(", ", results)}]");
    }

    private static async Coroutine<string> Fetch(string url)
    {
        await Asyncio.Sleep(1);
        return $"Content from {url}";
    }
}
