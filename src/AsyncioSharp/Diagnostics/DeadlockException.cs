namespace AsyncioSharp.Testing;

/// <summary>The loop would wait for ever: nothing is ready and no timer is set.</summary>
public sealed class DeadlockException : InvalidOperationException
{
    /// <summary>Nothing is ready and no timer is set.</summary>
    public DeadlockException()
        : base("Deadlock: nothing is ready, and no timer is set.")
    {
    }

    /// <summary>Nothing is ready and no timer is set.</summary>
    /// <param name="message">Who waits for what.</param>
    public DeadlockException(string message)
        : base(message)
    {
    }
}
