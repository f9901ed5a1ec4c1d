namespace AsyncioSharp;

/// <content>Racing alternatives with staggered starts.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Races alternatives with staggered starts (asyncio's private <c>staggered_race</c>, known from Happy Eyeballs). The next alternative
    /// starts when the previous one fails, or after <paramref name="delay"/>. The first success wins and cancels the others.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="alternatives">The functions that create the coroutines, in order of preference.</param>
    /// <param name="delay">How long to wait for an alternative before starting the next one as well; null to wait until it fails.</param>
    /// <returns>A cold coroutine that returns the winner, if any, and the exceptions of the others.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled; the running alternatives are canceled too.</exception>
    public static Coroutine<RaceResult<T>> StaggeredRace<T>(IEnumerable<Func<Coroutine<T>>> alternatives, TimeSpan? delay)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        return new StaggeredRace<T>([.. alternatives], delay).Run();
    }
}
