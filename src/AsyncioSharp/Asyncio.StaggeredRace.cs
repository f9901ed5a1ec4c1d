namespace AsyncioSharp;

/// <content>A race with staggered starts.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs alternatives one after the other until one succeeds (asyncio's private <c>staggered_race</c>, known from happy eyeballs): the next
    /// one starts when the previous one failed, or after <paramref name="delay"/>; the first success wins and cancels the others.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="alternatives">Make the coroutines, in order of preference.</param>
    /// <param name="delay">How long to wait for one before the next one starts too; null: until it has failed.</param>
    /// <returns>The winner, or none, and what the others threw.</returns>
    /// <exception cref="LoopCanceledException">The task was cancelled; the alternatives that run are cancelled too.</exception>
    public static Coroutine<RaceResult<T>> StaggeredRace<T>(IEnumerable<Func<Coroutine<T>>> alternatives, TimeSpan? delay)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        return new StaggeredRace<T>([.. alternatives], delay).Run();
    }
}
