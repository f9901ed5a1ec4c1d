namespace AsyncioSharp;

/// <summary>Runs a process to completion while writing its input and collecting its output.</summary>
internal sealed class ProcessRun(LoopProcess process, ProcessOptions options)
{
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();

    internal async Coroutine<ProcessResult> RunAsync()
    {
        try
        {
            await TaskGroup.Run(async group =>
            {
                group.CreateTask(FeedAsync());
                group.CreateTask(CollectAsync(process.Child.Output, _output));
                group.CreateTask(CollectAsync(process.Child.Error, _error));
                await process.WaitAsync();
            });
        }
        catch (LoopCanceledException e)
        {
            await process.EndAsync();
            TakeRest(process.Child.Output, _output);
            TakeRest(process.Child.Error, _error);
            ProcessResult result = Result();
            throw new LoopCanceledException(e.CancelMessage, new ProcessException($"{result} after its run was canceled", result));
        }

        return Result();
    }

    private ProcessResult Result() => new(process.Program, process.ExitStatus, _output.ToArray(), _error.ToArray(), options.Encoding);

    private async Coroutine FeedAsync()
    {
        if (process.Child.Input is not { } pipe)
        {
            return;
        }

        try
        {
            await pipe.WriteAsync(options.Input ?? default, Asyncio.CurrentToken);
        }
        catch (IOException)
        {
            // The process no longer reads. Its exit code tells whether that is an error.
        }

        await pipe.DisposeAsync();
    }

    private static async Coroutine CollectAsync(Stream? pipe, MemoryStream destination)
    {
        if (pipe is null)
        {
            return;
        }

        var buffer = new byte[16 * 1024];
        while (await pipe.ReadAsync(buffer, Asyncio.CurrentToken) is var count and > 0)
        {
            destination.Write(buffer, 0, count);
        }
    }

    // Reads the output left in the pipe. Only bytes already in the pipe are read: a descendant may hold the pipe open forever.
    private static void TakeRest(Stream? pipe, MemoryStream destination)
    {
        var buffer = new byte[16 * 1024];
        while (PipeLevel.Of(pipe) is { Unread: > 0 })
        {
            destination.Write(buffer, 0, pipe!.Read(buffer));
        }
    }
}
