using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AsyncioSharp.Observability.Tests.Activities;

/// <summary>Collects spans with the SDK of OpenTelemetry, as an application does. A test sees those below its own root only.</summary>
internal sealed class SpanReader : IDisposable
{
    private static readonly ActivitySource s_source = new("AsyncioSharp.Tests.Root");

    private readonly List<Activity> _exported = [];
    private readonly TracerProvider _provider;

    internal SpanReader()
    {
        _provider = Sdk.CreateTracerProviderBuilder().AddSource("AsyncioSharp", s_source.Name).AddInMemoryExporter(_exported).Build();
        Root = s_source.StartActivity("root")!;
    }

    internal Activity Root { get; }

    public void Dispose()
    {
        Root.Dispose();
        _provider.Dispose();
    }

    /// <summary>A span of the test's own.</summary>
    internal static Activity Start(string name) => s_source.StartActivity(name)!;

    /// <summary>The spans that have ended, in that order.</summary>
    internal IReadOnlyList<Activity> Ended()
    {
        _provider.ForceFlush();
        lock (_exported)
        {
            return [.. _exported.ToArray().Where(span => span.TraceId == Root.TraceId)];
        }
    }

    internal Activity Span(string name) => Ended().Single(span => span.DisplayName == name);
}
