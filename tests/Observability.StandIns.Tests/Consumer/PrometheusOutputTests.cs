using System.Net;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Outputs;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>What is held for whoever scrapes, and for how long.</summary>
public sealed class PrometheusOutputTests
{
    [Fact]
    public async Task Series_NotSentAnyMore_AreForgottenThoughNobodyScrapes()
    {
        var clock = new Clock();
        var output = new PrometheusOutput(
            new PrometheusSettings(new IPEndPoint(IPAddress.Loopback, 0), "/metrics", TimeSpan.FromSeconds(60), TextAsLabel: true), clock);
        await WriteAsync(output, "first");
        clock.Seconds += 59;
        await WriteAsync(output, "second");
        Assert.Equal(2, output.Count);

        clock.Seconds += 2;
        await WriteAsync(output, "third");

        Assert.Equal(2, output.Count);
        Assert.Equal(
            ["second_v{x=\"1\"} 1", "third_v{x=\"1\"} 1"],
            output.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')));
        clock.Seconds += 61;
        Assert.Empty(output.Write());
        Assert.Equal(0, output.Count);
    }

    private static Task<WriteResult> WriteAsync(PrometheusOutput output, string name)
    {
        var metric = new Metric(name, 1);
        metric.SetTag("x", "1");
        metric.SetField("v", FieldValue.Of(1L));
        return output.WriteAsync([new QueuedMetric(metric, null)], TestContext.Current.CancellationToken);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
