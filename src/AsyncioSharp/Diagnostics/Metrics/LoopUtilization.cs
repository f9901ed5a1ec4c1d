using System.Diagnostics.Metrics;

namespace AsyncioSharp;

/// <summary>
/// The fraction of time that each loop was working between two observations. Several observers share one series of observations.
/// </summary>
internal sealed class LoopUtilization
{
    private readonly Lock _gate = new();
    private Dictionary<string, LoopTotals> _last = []; // guarded by _gate

    internal IEnumerable<Measurement<double>> Observe()
    {
        var measurements = new List<Measurement<double>>();
        lock (_gate)
        {
            Dictionary<string, LoopTotals> totals = LiveLoops.TotalsByName();
            foreach ((string name, LoopTotals now) in totals)
            {
                LoopTotals before = _last.GetValueOrDefault(name);
                double active = now.Active - before.Active;
                double all = active + now.Idle - before.Idle;

                // A loop that has not run since the last observation has no utilization.
                if (all > 0)
                {
                    measurements.Add(new(Math.Clamp(active / all, 0, 1), LoopMetrics.Tag(name)));
                }
            }

            _last = totals;
        }

        return measurements;
    }
}
