using System.Text;
using Observability.LogQL.Source;

namespace Observability.LogQL.Tests.Evaluation;

/// <summary>A pipeline for entries that come one by one.</summary>
public sealed class LogPipelineTests
{
    private static readonly LabelSet s_stream = LabelSet.Create(("app", "web"));

    [Fact]
    public void Process_Entry_ComesOutOrNot()
    {
        var pipeline = LogPipeline.Create(LogQLQuery.Parse("{app=\"web\"} |= \"x=\" | logfmt | x > 1 | line_format \"{{.x}}!\""));

        var entry = pipeline.Process(s_stream, new LogEntry(5, "x=2"u8.ToArray(), LabelSet.Create(("trace", "7"))));

        Assert.NotNull(entry);
        Assert.Equal((5, "2!"), (entry.Time, Encoding.UTF8.GetString(entry.Line.Span)));
        Assert.Equal("{app=\"web\", trace=\"7\", x=\"2\"}", entry.Labels.ToString());
        Assert.Equal("{app=\"web\"}", entry.StreamLabels.ToString());
        Assert.Equal("{trace=\"7\"}", entry.Metadata.ToString());
        Assert.Equal("{x=\"2\"}", entry.Parsed.ToString());
        Assert.Null(pipeline.Process(s_stream, new LogEntry(6, "x=1"u8.ToArray())));
        Assert.Null(pipeline.Process(s_stream, new LogEntry(6, "y=2"u8.ToArray())));
    }

    [Fact]
    public void Create_MetricQuery_IsRefused() =>
        Assert.Throws<LogQLException>(() => LogPipeline.Create(LogQLQuery.Parse("rate({a=\"b\"}[1m])")));
}
