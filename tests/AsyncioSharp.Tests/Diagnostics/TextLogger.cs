using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Tests;

/// <summary>Writes what is logged, one line an entry.</summary>
internal sealed class TextLogger(TextWriter output) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        output.WriteLine($"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name}");
}
