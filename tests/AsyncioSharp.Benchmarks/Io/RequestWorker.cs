namespace AsyncioSharp.Benchmarks.Io;

/// <summary>One client: a request after the other; after one that was not answered it connects again.</summary>
internal sealed class RequestWorker(int port, int requests, Random random, RequestCounts counts)
{
    internal const byte PleaseReset = 1;
    internal const byte PleaseWait = 2;
    private const byte PleaseAnswer = 0;

    private readonly byte[] _request = new byte[64];
    private readonly byte[] _answer = new byte[64];
    private Connection? _connection;

    internal async Coroutine RunAsync()
    {
        for (int i = 0; i < requests; i++)
        {
            _connection ??= await Asyncio.OpenConnection("127.0.0.1", port);
            await (random.Next(1000) switch
            {
                < 5 => CancelAsync(),
                < 7 => TimeOutAsync(),
                < 12 => ResetByPeerAsync(),
                < 17 => ResetByUsAsync(),
                _ => AnswerAsync(),
            });
        }

        await CloseAsync();
    }

    private async Coroutine AnswerAsync()
    {
        await ExchangeAsync(PleaseAnswer);
        counts.Answered++;
    }

    private async Coroutine CancelAsync()
    {
        LoopTask task = Asyncio.CreateTask(ExchangeAsync(PleaseWait));
        await Asyncio.Yield();
        task.Cancel();
        await Asyncio.Wait([task]);
        counts.Canceled += task.IsCanceled ? 1 : 0;
        await CloseAsync();
    }

    private async Coroutine TimeOutAsync()
    {
        try
        {
            await Asyncio.Timeout(0.001, _ => ExchangeAsync(PleaseWait));
        }
        catch (TimeoutException)
        {
            counts.TimedOut++;
        }

        await CloseAsync();
    }

    private async Coroutine ResetByPeerAsync()
    {
        try
        {
            await ExchangeAsync(PleaseReset);
        }
        catch (ConnectionLostException)
        {
            counts.Reset++;
        }

        await CloseAsync();
    }

    private async Coroutine ResetByUsAsync()
    {
        LoopTask task = Asyncio.CreateTask(ExchangeAsync(PleaseWait));
        await Asyncio.Yield();
        await _connection!.AbortAsync();
        await Asyncio.Wait([task]);
        counts.Reset += task.Exception is ConnectionLostException ? 1 : 0;
        await CloseAsync();
    }

    private async Coroutine ExchangeAsync(byte wish)
    {
        random.NextBytes(_request);
        _request[0] = wish;
        await _connection!.WriteAsync(_request);
        await _connection.ReadExactlyAsync(_answer);
        counts.Wrong += _request.AsSpan().SequenceEqual(_answer) ? 0 : 1;
    }

    private async Coroutine CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
