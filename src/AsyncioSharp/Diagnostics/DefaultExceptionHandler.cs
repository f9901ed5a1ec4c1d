using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>Where reports go when the loop has no <see cref="EventLoop.ExceptionHandler"/>: the logger, or stderr without one.</summary>
internal static partial class DefaultExceptionHandler
{
    internal static void Write(ILogger? logger, LoopErrorContext context)
    {
        if (logger is null)
        {
            WriteToConsole(context);
            return;
        }

        try
        {
            LogError(logger, context.Message, context.Exception);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            // A logger that fails must not take the loop with it, nor the report.
            WriteToConsole(new LoopErrorContext { Message = "Exception in the logger", Exception = e });
            WriteToConsole(context);
        }
    }

    /// <summary>Writes a text to stderr. Never throws.</summary>
    internal static void WriteToConsole(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
        }
    }

    // The last resort: an exception whose text throws, or an stderr that is closed, must not end the loop or the finalizer thread.
    private static void WriteToConsole(LoopErrorContext context)
    {
        try
        {
            string task = context.Future is null ? string.Empty : $"{Environment.NewLine}  {context.Future}";
            string exception = context.Exception is null ? string.Empty : Environment.NewLine + TextOf(context.Exception);
            Console.Error.WriteLine($"AsyncioSharp: {context.Message}{task}{exception}");
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
        }
    }

    private static string TextOf(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            return $"{exception.GetType()} (its text throws {e.GetType().Name})";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Text}")]
    private static partial void LogError(ILogger logger, string text, Exception? exception);
}
