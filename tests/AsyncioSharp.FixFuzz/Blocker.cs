namespace AsyncioSharp.FixFuzz;

/// <summary>A call that blocks, and what awaits the same.</summary>
/// <param name="Text">As the program has it.</param>
/// <param name="Awaited">As a careless fix writes it.</param>
internal sealed record Blocker(string Text, string Awaited)
{
    /// <summary>Each has the value 1.</summary>
    public static readonly Blocker[] Values =
    [
        new("Later(1).Result", "await Later(1)"),
        new("Later(1).GetAwaiter().GetResult()", "await Later(1)"),
        new("Later(1).ConfigureAwait(false).GetAwaiter().GetResult()", "await Later(1)"),
        new("slow.ReadByteOf(new byte[1])", "await slow.ReadByteOfAsync(new byte[1])"),
        new("slow.Read(new byte[1], 0, 1)", "await slow.ReadAsync(new byte[1], 0, 1)"),
        new("Pure(1)", "await Task.Run(() => Pure(1))"),
        new("File.ReadAllText(path).Length", "(await File.ReadAllTextAsync(path)).Length"),
    ];

    public static readonly Blocker[] Statements =
    [
        new("Thread.Sleep(1)", "await Task.Delay(1)"),
        new("Later(1).Wait()", "await Later(1)"),
        new("Task.WaitAll(Later(1), Later(2))", "await Task.WhenAll(Later(1), Later(2))"),
        new("slow.Flush()", "await slow.FlushAsync()"),
        new("new ManualResetEventSlim(true).Wait()", "await Task.Run(() => new ManualResetEventSlim(true).Wait())"),
        new("Pure(1)", "await Task.Run(() => Pure(1))"),
        new("{ var ended = new Thread(() => { }); ended.Start(); ended.Join(); }", "{ var ended = new Thread(() => { }); ended.Start(); await Task.Run(() => ended.Join()); }"),
    ];
}
