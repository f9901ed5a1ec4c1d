using AsyncioSharp.Hosting;

namespace AsyncioSharp.Samples.Service;

/// <summary>Ships one order after the other, and lets the last one end when the application stops.</summary>
internal sealed class Shipping(LoopHost loop, OrderBook book) : LoopService(loop)
{
    protected override async Coroutine RunAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("shipping began");
        try
        {
            while (true)
            {
                Order order = await book.New.GetAsync();
                await Asyncio.Sleep(0.01);
                order.Shipped.Set();
            }
        }
        finally
        {
            await Asyncio.Sleep(0.05);
            Console.WriteLine("shipping ended");
        }
    }
}
