namespace AsyncioSharp.Samples.Crawler;

/// <summary>What became of a page.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Error">Why it is missing; null when it is there.</param>
public readonly record struct PageResult(int Attempts, int Length, string? Error);
