using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Outputs;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>Patterns, filters, names of indices.</summary>
public class RoutingTests
{
    [Theory]
    [InlineData("cpu*", "cpu_total", true)]
    [InlineData("cpu*", "xcpu", false)]
    [InlineData("cp?", "cpu", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^]x", "^x", true)]
    [InlineData("{cpu,mem}_*", "mem_free", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*", "", true)]
    public void Fits_Pattern_IsTelegrafs(string pattern, string text, bool fits) => Assert.Equal(fits, Glob.Of([pattern])!.Fits(text));

    [Theory]
    [InlineData("[a")]
    [InlineData("{a,b")]
    public void Of_PatternWithoutItsEnd_IsRefused(string pattern) => Assert.Throws<ArgumentException>(() => Glob.Of([pattern]));

    [Fact]
    public void Takes_Filters_AreAppliedTogether()
    {
        var filter = new MetricFilter(Settings(namePass: ["c*"], nameDrop: ["cx"], tagPass: [new("kind", ["a*", "b"])], tagDrop: [new("host", ["h1"])]));

        Assert.True(filter.Takes(Metric("cpu", ("kind", "b"))));
        Assert.True(filter.Takes(Metric("cpu", ("kind", "abc"), ("host", "h2"))));
        Assert.False(filter.Takes(Metric("cx", ("kind", "b"))));
        Assert.False(filter.Takes(Metric("mem", ("kind", "b"))));
        Assert.False(filter.Takes(Metric("cpu")));
        Assert.False(filter.Takes(Metric("cpu", ("kind", "b"), ("host", "h1"))));
    }

    [Fact]
    public void Trim_Tags_AreTakenOffACopy()
    {
        var metric = Metric("cpu", ("kind", "b"), ("host", "h"));

        var trimmed = new MetricFilter(Settings(tagExclude: ["ki*"])).Trim(metric)!;

        Assert.Equal(["host"], trimmed.Tags.Select(tag => tag.Key));
        Assert.Equal(2, metric.Tags.Count);
        Assert.Same(metric, new MetricFilter(Settings()).Trim(metric));
        Assert.Null(new MetricFilter(Settings(fieldExclude: ["v"])).Trim(metric));
    }

    [Theory]
    [InlineData("telegraf-%Y.%m.%d", "telegraf-2026.01.03", "telegraf-")]
    [InlineData("t-%y-%H-%V", "t-26-05-1", "t-")]
    [InlineData("{{kind}}_{{ host }}-%Y", "b_none-2026", "")]
    [InlineData("plain", "plain", "plain")]
    [InlineData("100%x%", "100%x%", "100")]
    [InlineData("{{open", "{{open", "{{open")]
    public void For_Metric_FillsInWhatTelegrafDoes(string pattern, string expected, string prefix)
    {
        var name = new IndexName(pattern, "none");

        Assert.Equal(expected, name.For(Metric("m", ("kind", "b"))));
        Assert.Equal(prefix, name.Prefix);
    }

    // Worked out by the rule of the plugin's page: SHA-256 of time, name and FNV-1a of the series.
    [Fact]
    public void IdOf_SamePoint_IsTheSameAndAnotherIsNot()
    {
        var id = ElasticsearchDocument.IdOf(Metric("m", ("a", "b")));

        Assert.Equal(id, ElasticsearchDocument.IdOf(Metric("m", ("a", "b"))));
        Assert.NotEqual(id, ElasticsearchDocument.IdOf(Metric("m", ("a", "c"))));
        Assert.Equal(Fnv("m\na\nb\n"), Metric("m", ("a", "b")).SeriesHash());
    }

    private static ulong Fnv(string text) => text.Aggregate(14695981039346656037UL, (hash, character) => (hash ^ character) * 1099511628211UL);

    private static FilterSettings Settings(
        string[]? namePass = null,
        string[]? nameDrop = null,
        KeyValuePair<string, IReadOnlyList<string>>[]? tagPass = null,
        KeyValuePair<string, IReadOnlyList<string>>[]? tagDrop = null,
        string[]? tagExclude = null,
        string[]? fieldExclude = null) =>
        new(namePass ?? [], nameDrop ?? [], tagPass ?? [], tagDrop ?? [], [], tagExclude ?? [], [], fieldExclude ?? []);

    // Saturday, the third of January 2026, five o'clock; a week of its own year.
    private static Metric Metric(string name, params (string Key, string Value)[] tags)
    {
        var metric = new Metric(name, 1_767_416_400_000_000_000);
        foreach (var (key, value) in tags)
        {
            metric.SetTag(key, value);
        }

        metric.SetField("v", FieldValue.Of(1L));
        return metric;
    }
}
