namespace AsyncioSharp;

/// <summary>The result of <see cref="Asyncio.StaggeredRace{T}"/>.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="WinnerIndex">The index of the winning alternative; null if none won.</param>
/// <param name="Result">The winner's result; <c>default</c> if none won.</param>
/// <param name="Exceptions">One entry for each alternative that was started: its exception, or null for the winner.</param>
/// <example>
/// <code>
/// async Coroutine&lt;string&gt; Ask(string server) =&gt; await Asyncio.Sleep(0.1, server);
///
/// Func&lt;Coroutine&lt;string&gt;&gt;[] servers = [() =&gt; Ask("first"), () =&gt; Ask("second")];
/// RaceResult&lt;string&gt; race = await Asyncio.StaggeredRace(servers, TimeSpan.FromSeconds(0.25));
/// Console.WriteLine($"{race.WinnerIndex}: {race.Result}");
/// </code>
/// </example>
public readonly record struct RaceResult<T>(int? WinnerIndex, T? Result, IReadOnlyList<Exception?> Exceptions);
