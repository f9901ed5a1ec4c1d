using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AsyncioSharp.Hosting;

/// <summary>Measures how long a callback waits for the loop.</summary>
internal sealed class LoopLagCheck(LoopHost loop, TimeProvider time, TimeSpan degraded, TimeSpan unhealthy) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long start = time.GetTimestamp();
        try
        {
            loop.Post(ran.SetResult);
            await ran.Task.WaitAsync(unhealthy, time, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (loop.IsStopping)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The event loop was stopped.");
        }
        catch (TimeoutException)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"The event loop did not run a callback within {Text(unhealthy)}: something blocks it.");
        }

        TimeSpan lag = time.GetElapsedTime(start);
        var data = new Dictionary<string, object> { ["lag"] = lag };
        return lag < degraded
            ? HealthCheckResult.Healthy($"The event loop ran a callback after {Text(lag)}.", data)
            : HealthCheckResult.Degraded($"The event loop ran a callback only after {Text(lag)}.", null, data);
    }

    private static string Text(TimeSpan time) => time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture) + " s";
}
