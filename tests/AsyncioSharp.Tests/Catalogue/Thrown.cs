namespace AsyncioSharp.Tests.Catalogue;

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
}
