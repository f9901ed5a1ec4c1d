namespace AsyncioSharp.Tests.Catalogue;

/// <summary>Awaits what has to fail.</summary>
internal static class Expect
{
    /// <summary>Returns the exception, which has to be of this type or of one derived from it.</summary>
    internal static async Coroutine<TException> Throws<TException>(Func<Coroutine> body)
        where TException : Exception
    {
        try
        {
            await body();
        }
        catch (TException e)
        {
            return e;
        }

        throw new InvalidOperationException($"no {typeof(TException).Name}");
    }

    /// <summary>The same for a task or a future.</summary>
    internal static Coroutine<TException> Throws<TException>(Future future)
        where TException : Exception => Throws<TException>(async () => await future);
}
