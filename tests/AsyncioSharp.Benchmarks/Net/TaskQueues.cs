using System.Threading.Channels;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Channels between two tasks, told that there is one reader and one writer.</summary>
internal static class TaskQueues
{
    internal static async Task<Cost> Buffered(int n)
    {
        var channel = Channel.CreateBounded<int>(new BoundedChannelOptions(100) { SingleReader = true, SingleWriter = true });

        async Task Produce()
        {
            for (int i = 0; i < n; i++)
            {
                await channel.Writer.WriteAsync(i);
            }
        }

        async Task Consume()
        {
            for (int i = 0; i < n; i++)
            {
                await channel.Reader.ReadAsync();
            }
        }

        var meter = Meter.StartAllThreads();
        await Task.WhenAll(Produce(), Consume());
        return meter.Stop();
    }

    internal static async Task<Cost> PingPong(int n)
    {
        var options = new UnboundedChannelOptions { SingleReader = true, SingleWriter = true };
        var there = Channel.CreateUnbounded<int>(options);
        var back = Channel.CreateUnbounded<int>(options);

        async Task Pong()
        {
            for (int i = 0; i < n; i++)
            {
                back.Writer.TryWrite(await there.Reader.ReadAsync());
            }
        }

        Task pong = Pong();
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            there.Writer.TryWrite(i);
            await back.Reader.ReadAsync();
        }

        Cost cost = meter.Stop();
        await pong;
        return cost;
    }
}
