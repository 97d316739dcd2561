using Observability.StandIns.Producer;

namespace Observability.StandIns.Tests.Producer;

public class ProducerSettingsTests
{
    private static readonly Dictionary<string, string> s_good = new()
    {
        ["AMQP_HOST"] = "localhost",
        ["AMQP_PORT"] = "5672",
        ["AMQP_USER"] = "producer-publisher",
        ["AMQP_PASSWORD"] = "s3cret",
        ["AMQP_EXCHANGE"] = "telemetry",
        ["PRODUCER_TARGETS"] = "grafana=http://grafana.localhost:8000/,auth=http://auth.localhost:8000/,",
    };

    [Fact]
    public void Read_WhatTheGraphGives_HasTargetsAndTheDefaultInterval()
    {
        var settings = ProducerSettings.Read(s_good.GetValueOrDefault);

        Assert.Equal(["grafana", "auth"], settings.Targets.Select(target => target.Name));
        Assert.Equal("http://auth.localhost:8000/", settings.Targets[1].Url.ToString());
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Interval);
        Assert.Null(settings.Pushgateway);
    }

    [Theory]
    [InlineData("AMQP_HOST", "", "AMQP_HOST is not set")]
    [InlineData("AMQP_PORT", "http", "AMQP_PORT: 'http'")]
    [InlineData("PRODUCER_TARGETS", "grafana", "PRODUCER_TARGETS: 'grafana'")]
    [InlineData("PRODUCER_TARGETS", "grafana=file:///etc/passwd", "PRODUCER_TARGETS")]
    [InlineData("PRODUCER_PUSHGATEWAY", "pushgateway:9091", "PRODUCER_PUSHGATEWAY: 'pushgateway:9091' is no URL")]
    [InlineData("PRODUCER_INTERVAL_SECONDS", "0", "PRODUCER_INTERVAL_SECONDS: '0'")]
    public void Read_Mistake_NamesTheVariableAndNoSecret(string name, string value, string message)
    {
        var settings = new Dictionary<string, string>(s_good) { [name] = value };

        var mistake = Assert.Throws<StandInException>(() => ProducerSettings.Read(settings.GetValueOrDefault));

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", mistake.Message, StringComparison.Ordinal);
    }
}
