using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Tasks that give way with <see cref="Task.Yield"/>.</summary>
internal static class TaskSwitches
{
    internal static Task<Cost> Two(int n) => Switch(2, n);

    internal static Task<Cost> Thousand(int n) => Switch(1000, n);

    private static async Task<Cost> Switch(int tasks, int n)
    {
        async Task Spin()
        {
            for (int i = 0; i < n / tasks; i++)
            {
                await Task.Yield();
            }
        }

        var meter = Meter.StartAllThreads();
        var spins = new Task[tasks];
        for (int i = 0; i < tasks; i++)
        {
            spins[i] = Spin();
        }

        await Task.WhenAll(spins);
        return meter.Stop();
    }
}
