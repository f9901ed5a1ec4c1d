using System.Globalization;
using AsyncioSharp;
using HotPaths;

return args switch
{
    ["await"] => Run(Operations.Await),
    ["switch"] => Run(Operations.Switch),
    ["queue"] => Run(Operations.Queue),
    ["echo", var connections, var requests] => Run(() => Echo.Run(Number(connections), Number(requests))),
    _ => 2,
};

static int Run(Func<Coroutine> body)
{
    Asyncio.Run(body);
    return 0;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
