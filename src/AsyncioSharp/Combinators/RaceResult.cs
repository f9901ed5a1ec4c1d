namespace AsyncioSharp;

/// <summary>How a race ended: <see cref="Asyncio.StaggeredRace{T}"/>.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="WinnerIndex">Which alternative won; null when none did.</param>
/// <param name="Result">What the winner returned; <c>default</c> when none did.</param>
/// <param name="Exceptions">One entry for each alternative that was started: what it threw, null for the winner.</param>
public readonly record struct RaceResult<T>(int? WinnerIndex, T? Result, IReadOnlyList<Exception?> Exceptions);
