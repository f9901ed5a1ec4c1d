using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AsyncioSharp.Observability.Tests;

/// <summary>Collects the meter with the SDK of OpenTelemetry, as an application does.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly List<Metric> _exported = [];
    private readonly MeterProvider _provider;

    internal MetricReader(params string[] meters)
    {
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(meters).AddInMemoryExporter(_exported).Build();
    }

    public void Dispose() => _provider.Dispose();

    internal IReadOnlyList<Metric> Collect()
    {
        _exported.Clear();
        Assert.True(_provider.ForceFlush());
        return [.. _exported];
    }

    /// <summary>The value of an instrument with these attributes, written <c>key=value</c>; null when there is none.</summary>
    internal double? Value(string instrument, params string[] attributes)
    {
        foreach (Metric metric in Collect().Where(metric => metric.Name == instrument))
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                if (attributes.All(AttributesOf(point).Contains))
                {
                    return ValueOf(metric, point);
                }
            }
        }

        return null;
    }

    internal static IReadOnlyList<string> AttributesOf(in MetricPoint point)
    {
        var attributes = new List<string>();
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            attributes.Add($"{tag.Key}={tag.Value}");
        }

        return attributes;
    }

    private static double ValueOf(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => point.GetHistogramCount(),
    };
}
