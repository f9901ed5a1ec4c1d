namespace AsyncioSharp;

/// <summary>The result type of coroutines and futures that have none.</summary>
internal readonly struct VoidResult;
