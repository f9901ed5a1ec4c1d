namespace AsyncioSharp.Hosting.Tests.Grains;

/// <summary>A grain whose methods are coroutines on its own loop.</summary>
public interface IWorker : IGrainWithIntegerKey
{
    /// <summary>Whether each step of a coroutine ran on the grain's scheduler, and what another grain answers meanwhile.</summary>
    Task<int> AskOnTheScheduler(int other);

    /// <summary>Waits for another grain, but not for long. True: the time was up.</summary>
    Task<bool> IsTooSlow(int other);

    /// <summary>A call that never returns.</summary>
    Task Hang();

    /// <summary>Starts a task and returns without it.</summary>
    Task Leave(bool ignoresCancellation);

    /// <summary>Ends the activation when this call has returned.</summary>
    Task Deactivate();
}
