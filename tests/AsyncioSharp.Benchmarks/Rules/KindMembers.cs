namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>Members to choose from: $N is a number of their own, $K any number, $Same an earlier class of the kind, $Any of any kind.</summary>
internal static class KindMembers
{
    internal static string[] Of(FileKind kind) => kind switch
    {
        FileKind.Plain => PlainMembers.All,
        FileKind.Tasks => TaskMembers.All,
        FileKind.Loop => LoopMembers.All,
        _ => FaultyMembers.All,
    };

    /// <summary>What other files call.</summary>
    internal static string Entry(FileKind kind, bool blocks) => kind switch
    {
        FileKind.Plain => Compute(blocks: false),
        FileKind.Tasks => Compute(blocks: false) + """


                public static async Task<int> LoadAsync(int value, CancellationToken token = default)
                {
                    await Task.Delay(value, token).ConfigureAwait(false);
                    return value + 1;
                }
            """,
        _ => Compute(blocks) + """


                public static async Coroutine<int> Work(int value)
                {
                    await Asyncio.Sleep(0.001);
                    return Compute(value);
                }
            """,
    };

    private static string Compute(bool blocks) => $$"""
            public static int Compute(int value)
            {
                {{(blocks ? "Thread.Sleep(1);" : "value ^= value << 3;")}}
                return value * 31 + 7;
            }
        """;
}
