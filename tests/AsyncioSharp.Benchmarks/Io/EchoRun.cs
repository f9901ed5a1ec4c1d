namespace AsyncioSharp.Benchmarks.Io;

/// <summary>One measurement of an echo server.</summary>
internal readonly record struct EchoRun(double RequestsPerSecond, double ProcessorNanoseconds, double MedianMicroseconds);
