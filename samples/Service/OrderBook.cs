namespace AsyncioSharp.Samples.Service;

/// <summary>The orders. Only coroutines of the loop touch them, so that nothing here needs a lock.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<int, Order> _orders = [];

    /// <summary>Orders that have not been shipped.</summary>
    public AsyncQueue<Order> New { get; } = new();

    /// <summary>Adds an order and returns its number.</summary>
    public async Coroutine<int> AddAsync(string item)
    {
        var order = new Order(_orders.Count + 1, item);
        _orders.Add(order.Id, order);
        await New.PutAsync(order);
        return order.Id;
    }

    /// <summary>Waits until the order has been shipped, but not for long.</summary>
    public async Coroutine<string> FindAsync(int id)
    {
        if (!_orders.TryGetValue(id, out Order? order))
        {
            return "unknown";
        }

        try
        {
            await Asyncio.WaitFor(order.Shipped.WaitAsync(), 2.0);
            return $"{order.Item}: shipped";
        }
        catch (TimeoutException)
        {
            return $"{order.Item}: waiting";
        }
    }
}
