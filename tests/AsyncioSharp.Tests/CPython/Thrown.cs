namespace AsyncioSharp.Tests.CPython;

/// <summary>What a coroutine throws.</summary>
internal static class Thrown
{
    /// <summary>Awaits what the function makes, which has to throw exactly this.</summary>
    internal static async Coroutine<TException> By<TException>(Func<Coroutine> body)
        where TException : Exception
    {
        try
        {
            await body();
        }
        catch (Exception e)
        {
            return Assert.IsType<TException>(e);
        }

        throw new Xunit.Sdk.XunitException($"no {typeof(TException).Name}");
    }

    /// <summary>Awaits a task or a future, which has to fail with exactly this.</summary>
    internal static Coroutine<TException> By<TException>(Future future)
        where TException : Exception => By<TException>(async () => await future);
}
