namespace AsyncioSharp.Samples.Guides;

/// <summary>GatherSettled tells how each coroutine ended instead of throwing.</summary>
public static class SettledResults
{
    public static async Coroutine Run()
    {
        Outcome<string>[] outcomes = await Asyncio.GatherSettled(Success(), Failure(), Success());
        foreach (var (i, outcome) in outcomes.Index())
        {
            Console.WriteLine(outcome.Exception is { } exception
                ? $"Task {i} failed: {exception.Message}"
                : $"Task {i} succeeded: {outcome.Result}");
        }
    }

    private static async Coroutine<string> Success()
    {
        await Asyncio.Sleep(1);
        return "Success";
    }

    private static async Coroutine<string> Failure()
    {
        await Asyncio.Sleep(1);
        throw new InvalidOperationException("Failed");
    }
}
