using System.Globalization;
using System.Text;
using Observability.LogQL;
using Observability.LogQL.Source;
using Observability.StandIns.Logs.Tailing;

namespace Observability.StandIns.Tests.Logs;

/// <summary>What waits for a listener that is slower than the lines come.</summary>
public sealed class TailTests
{
    private static readonly LabelSet s_labels = LabelSet.Create(("app", "web"));

    [Fact]
    public void Offer_MoreThanFits_IsNotedAsDropped()
    {
        const int Fits = 10_000;
        var tail = new Tail("tenant", LogQLQuery.ParseSelector("{app=\"web\"}"), TimeProvider.System);

        tail.Offer(s_labels, Lines(Fits + 3));

        Assert.Equal(Fits, tail.Waiting.Count);
        Assert.Equal([(s_labels, Fits), (s_labels, Fits + 1), (s_labels, Fits + 2)], tail.TakeDropped());
        Assert.Empty(tail.TakeDropped());
    }

    [Fact]
    public void Offer_OfAnotherStream_IsLeft()
    {
        var tail = new Tail("tenant", LogQLQuery.ParseSelector("{app=\"api\"}"), TimeProvider.System);

        tail.Offer(s_labels, Lines(1));

        Assert.Equal(0, tail.Waiting.Count);
    }

    private static LogBatch Lines(int count) => LogBatch.Create(
        [.. Enumerable.Range(0, count).Select(i => new LogEntry(i, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture))))]);
}
