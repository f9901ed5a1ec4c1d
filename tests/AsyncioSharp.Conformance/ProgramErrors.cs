namespace AsyncioSharp.Conformance;

/// <summary>What the operation <c>raise</c> throws.</summary>
internal sealed class UserException(string label) : Exception(label);

/// <summary>Python's ValueError. The runtime says InvalidOperationException where an object is released or counted down too often.</summary>
internal sealed class ValueException() : Exception("ValueError");

/// <summary>An empty queue. The runtime returns false instead.</summary>
internal sealed class QueueEmptyException() : Exception("QueueEmpty");

/// <summary>A full queue. The runtime returns false instead.</summary>
internal sealed class QueueFullException() : Exception("QueueFull");
