// A web application with one event loop: handlers and a background service are coroutines that share state without locks.
// dotnet run --project samples/Service, then: curl http://127.0.0.1:5000/orders/7. Ctrl+C or SIGTERM ends it in good order.
using AsyncioSharp.Samples.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddAsyncio();
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddHostedService<Shipping>();
builder.Services.AddHealthChecks().AddLoopLag();

WebApplication app = builder.Build();
app.MapCoroutinePost("/orders", (NewOrder request) => request.Book.AddAsync(request.Item));
app.MapCoroutineGet("/orders/{id}", (GetOrder request) => request.Book.FindAsync(request.Id));
app.MapHealthChecks("/health");
app.Run();
