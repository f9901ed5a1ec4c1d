using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>
/// Writes reports of a loop without an <see cref="EventLoop.ExceptionHandler"/> to the logger or, without one, to stderr.
/// </summary>
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
            // A failing logger must not end the loop or lose the report.
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

    // The last resort: an exception whose ToString throws, or a closed stderr, must not end the loop or the finalizer thread.
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
