using AsyncioSharp.Samples.Pitfalls;

(string Name, Func<Coroutine> Main)[] programs =
[
    (nameof(BlockingSleep), BlockingSleep.Run),
    (nameof(MissingAwait), MissingAwait.Run),
    (nameof(DroppedTask), DroppedTask.Run),
    (nameof(NestedRun), NestedRun.Run),
];

foreach (var (name, main) in programs)
{
    Console.WriteLine($"--- {name}");
    try
    {
        Asyncio.Run(main);
    }
    catch (InvalidOperationException exception)
    {
        Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
    }
}
