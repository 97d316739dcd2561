using Observability.LogQL;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;
using Observability.StandIns.Logs.Ruling;

namespace Observability.StandIns.Tests.Logs;

/// <summary>The small languages: durations, times, templates, the configuration.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604_800)]
    [InlineData("1w", 604_800)]
    [InlineData("1y", 31_536_000)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    public void Duration_InLokisNotation_IsRead(string text, double seconds)
    {
        Assert.True(LokiDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1 h")]
    [InlineData("999999999y")]
    [InlineData("1h\n")]
    public void Duration_OfAnotherForm_IsRefused(string text) => Assert.False(LokiDuration.TryParse(text, out _));

    [Theory]
    [InlineData(5400, "1h30m0s")]
    [InlineData(90, "1m30s")]
    [InlineData(1.5, "1.5s")]
    [InlineData(0, "0s")]
    public void Duration_Written_IsGos(double seconds, string text) =>
        Assert.Equal(text, LokiDuration.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("1700000000000000001", 1_700_000_000_000_000_001)]
    [InlineData("1700000000", 1_700_000_000_000_000_000)]
    [InlineData("1700000000.5", 1_700_000_000_500_000_000)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000_000_000_000)]
    [InlineData("2023-11-14T22:13:20.000000001Z", 1_700_000_000_000_000_001)]
    [InlineData("2023-11-15T00:13:20.5+02:00", 1_700_000_000_500_000_000)]
    public void Time_InEveryForm_IsRead(string text, long nanoseconds)
    {
        Assert.True(LokiTime.TryParse(text, out var time));
        Assert.Equal(nanoseconds, time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1e300.0")]
    [InlineData("2023-11-14")]
    [InlineData("99999999999999999999")]
    [InlineData("2023-11-14T22:13:20.0000000001Z")]
    public void Time_OfAnotherForm_IsRefused(string text) => Assert.False(LokiTime.TryParse(text, out _));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{ $labels.app }} and {{.Labels.none}}.", "web and .")]
    [InlineData("{{ $value }}", "0.25")]
    [InlineData("{{ $value | humanizePercentage }}", "25%")]
    [InlineData("{{ printf \"%.1f of %s\" $value $labels.app }}", "0.2 of web")]
    [InlineData("{{ index $labels \"app\" | toUpper }}", "WEB")]
    [InlineData("{{ printf \"%5.2f\" $value }}", " 0.25")]
    [InlineData("{{ printf \"%-10s|%03d|%e\" $labels.app 7 $value }}", "web       |007|2.500000e-01")]
    [InlineData("{{ printf \"%d\" $value }}", "%!d(float64=0.25)")]
    [InlineData("{{ printf \"%g\" 0.1 }}", "0.1")]
    [InlineData("{{ 123.4567 | humanizePercentage }}", "1.235e+04%")]
    [InlineData("{{ printf \"a|b %s\" $labels.app | toUpper }}", "A|B WEB")]
    [InlineData("{{ $value || toUpper }}", "<error expanding template: '$value || toUpper' has an empty part>")]
    [InlineData("{{ printf \"%99999999999s\" \"x\" }}", "<error expanding template: a width or precision of printf is too large>")]
    [InlineData("{{ humanize 1234567 }} {{ humanize1024 2048 }} {{ humanizeDuration 3725 }}", "1.235M 2Ki 1h 2m 5s")]
    [InlineData("{{- \"x\" -}}", "x")]
    [InlineData("{{ range query \"up\" }}", "<error expanding template: this stand-in for Loki does not know 'query' in templates>")]
    [InlineData("{{ $value | missing }}", "<error expanding template: this stand-in for Loki does not know 'missing' with 1 values in templates>")]
    [InlineData("{{ }}", "<error expanding template: '' has an empty part>")]
    public void Template_OfARule_IsFilledIn(string template, string text) =>
        Assert.Equal(text, RuleTemplate.Expand(template, LabelSet.Create(("app", "web")), 0.25));

    [Fact]
    public void RuleGroup_WithAnotherLimit_IsAnother()
    {
        var group = new RuleGroup("tenant", "file", "name", TimeSpan.FromMinutes(1), 0, "rules", []);

        Assert.True(group.IsSame(group with { Rules = [] }));
        Assert.False(group.IsSame(group with { Limit = 5 }));
    }

    [Fact]
    public void Configuration_Defaults_AreLokis()
    {
        var configuration = Read("common: {path_prefix: /loki}");

        Assert.True(configuration.AuthEnabled);
        Assert.Equal(3100, configuration.Port);
        Assert.Equal("/loki", configuration.DataFolder);
        Assert.Equal(256 << 10, configuration.Limits.MaxLineSize);
        Assert.Equal(TimeSpan.FromDays(7), configuration.Limits.MaxSampleAge);
        Assert.Equal(4 << 20, configuration.Limits.IngestionRateBytes);
        Assert.False(configuration.RetentionEnabled);
        Assert.Empty(configuration.Ignored);
    }

    [Fact]
    public void Configuration_Values_AreRead()
    {
        var configuration = Read("""
            auth_enabled: false
            server: {http_listen_port: 3200, log_level: warn}
            common: {path_prefix: "${DATA:/data}", storage: {s3: {bucketnames: b}}}
            limits_config:
              retention_period: 31d
              max_line_size: 1MB
              ingestion_rate_mb: 0.5
              retention_stream: [{selector: '{app="audit"}', priority: 2, period: 90d}]
              otlp_config:
                resource_attributes:
                  ignore_defaults: true
                  attributes_config: [{action: index_label, attributes: [a.b]}, {action: drop, regex: 'x\..*'}]
            compactor: {retention_enabled: true, delete_request_store: s3}
            ruler: {alertmanager_url: "http://a:9093,http://b:9093/am", storage: {type: local, local: {directory: /rules}}}
            something: {else: 1}
            """, "-config.expand-env=true", "-server.http-listen-port=3300", "-log.level=debug");

        Assert.False(configuration.AuthEnabled);
        Assert.Equal(3300, configuration.Port);
        Assert.Equal("/data", configuration.DataFolder);
        Assert.Equal(TimeSpan.FromDays(31), configuration.Limits.Retention);
        Assert.Equal(1 << 20, configuration.Limits.MaxLineSize);
        Assert.Equal(512 << 10, configuration.Limits.IngestionRateBytes);
        Assert.Equal(TimeSpan.FromDays(90), Assert.Single(configuration.Limits.StreamRetentions).Period);
        Assert.Equal([OtlpAction.IndexLabel, OtlpAction.Drop], configuration.Limits.Otlp.Resource.Select(rule => rule.Action));
        Assert.True(configuration.Limits.Otlp.Resource[1].Fits("x.y"));
        Assert.Equal(["http://a:9093/", "http://b:9093/am/"], configuration.Ruler.AlertmanagerUrls.Select(url => url.AbsoluteUri));
        Assert.Equal("/rules", configuration.Ruler.Directory);
        Assert.Contains(configuration.Ignored, ignored => ignored.StartsWith("s3 ", StringComparison.Ordinal));
        Assert.Contains("something", configuration.Ignored);
        Assert.Contains("-log.level", configuration.Ignored);
    }

    public static TheoryData<string> WrittenConfigurations() =>
        [.. Directory.EnumerateFiles(
            Repository.Combine("tests", "Observability.Hosting.Tests", "Loki", "Golden"), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(WrittenConfigurations))]
    public void Configuration_ThatTheStackWritesForLoki_IsUnderstood(string file)
    {
        var text = File.ReadAllText(Repository.Combine(file));

        var configuration = Read(text);

        Assert.NotEmpty(configuration.DataFolder);
        Assert.NotNull(configuration.Ruler.Directory);
        Assert.Equal(text.Contains("alertmanager_url", StringComparison.Ordinal), configuration.Ruler.AlertmanagerUrls.Count > 0);
        Assert.Equal(text.Contains("retention_period", StringComparison.Ordinal), configuration.Limits.Retention > TimeSpan.Zero);
    }

    private static LogsConfiguration Read(string text, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return LokiConfigurationReader.Read(
            LogsArguments.Read([$"-config.file={folder.Write("loki.yaml", text)}", .. arguments]), _ => null);
    }
}
