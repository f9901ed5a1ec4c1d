namespace AsyncioSharp.Testing;

/// <summary>Thrown on virtual time when the loop would wait forever: nothing is ready and no timer is set.</summary>
/// <example>
/// <code>
/// try
/// {
///     await Task.Run(() =&gt; TestLoop.Run(async Coroutine () =&gt; await new Future()));
/// }
/// catch (DeadlockException e)
/// {
///     Console.WriteLine(e.Message);
/// }
/// </code>
/// </example>
public sealed class DeadlockException : InvalidOperationException
{
    /// <summary>Creates the exception with the default message.</summary>
    public DeadlockException()
        : base("Deadlock: nothing is ready, and no timer is set.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message, which lists the waiting tasks.</param>
    public DeadlockException(string message)
        : base(message)
    {
    }
}
