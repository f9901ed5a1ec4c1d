namespace AsyncioSharp.Samples.Service;

/// <summary>POST /orders?item=...</summary>
internal sealed record NewOrder(string Item, OrderBook Book);

/// <summary>GET /orders/{id}</summary>
internal sealed record GetOrder(int Id, OrderBook Book);
