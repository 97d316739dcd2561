using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.LogQL;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Tests.Logs;

/// <summary>The store on its own: what goes in comes out, in order, once, whatever pieces it is in.</summary>
public sealed class StoreTests : IDisposable
{
    private const string Name = "tenant";
    private static readonly LabelSet s_labels = LabelSet.Create(("app", "web"));
    private static readonly LabelSet s_metadata = LabelSet.Create(("trace_id", "4f"));
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(LogDirection.Forward)]
    [InlineData(LogDirection.Backward)]
    public async Task Read_PiecesThatOverlap_GivesEachEntryOnceInOrder(LogDirection direction)
    {
        await using var store = Open();
        var stream = StreamOf(store);
        await AppendAsync(store, stream, (10, "a"), (20, "b"), (30, "c"), (40, "d"));
        await AppendAsync(store, stream, (15, "e"), (20, "b"), (20, "f"), (50, "g"));
        await AppendAsync(store, stream, (5, "h"), (60, "i"));
        await AppendAsync(store, stream, (60, "i"), (70, "j"));

        var entries = Read(store, stream, 0, 100, direction);

        Assert.Equal("5h 10a 15e 20b 20f 30c 40d 50g 60i 70j", string.Join(' ', entries.Select(entry => $"{entry.Time}{entry.Line}")));
    }

    [Fact]
    public async Task Read_Range_LeavesOutPiecesThatAreElsewhere()
    {
        await using var store = Open();
        var stream = StreamOf(store);
        await AppendAsync(store, stream, (10, "a"), (20, "b"));
        await AppendAsync(store, stream, (30, "c"), (40, "d"));

        Assert.Equal(["a", "b"], Read(store, stream, 0, 30, LogDirection.Forward).Select(entry => entry.Line));
        Assert.Equal(["c", "d"], Read(store, stream, 25, 31, LogDirection.Forward).Select(entry => entry.Line));
        Assert.Empty(Read(store, stream, 41, 99, LogDirection.Forward));
    }

    [Fact]
    public async Task Read_ManySmallPushes_BecomeFewPiecesWithTheSameEntries()
    {
        const int Pushes = 500;
        await using var store = Open();
        var stream = StreamOf(store);
        for (var i = 0; i < Pushes; i++)
        {
            await AppendAsync(store, stream, (i, $"line {i.ToString(CultureInfo.InvariantCulture)}"), (i + 1, "same"));
        }

        await Eventually.HoldsAsync("there are few pieces", () => stream.Blocks.Count < 40, Deadline.InProcess);

        var entries = Read(store, stream, 0, Pushes + 10, LogDirection.Forward);
        Assert.Equal(2 * Pushes, entries.Count);
        Assert.Equal(entries.OrderBy(entry => entry.Time), entries);
        Assert.Equal(2 * Pushes, entries.Distinct().Count());
    }

    [Fact]
    public async Task Compaction_PiecesOfLittleMoreThanTheirAim_ComesToAnEnd()
    {
        await using var store = Open();
        var stream = StreamOf(store);
        for (var piece = 1; piece <= 13; piece++)
        {
            for (var i = 0; i < 8; i++)
            {
                await AppendAsync(store, stream, ((piece * 8) + i, new string('x', 5_000)));
            }

            await Eventually.BecomesAsync("eight pushes are one piece", () => stream.Blocks.Count, count => count == piece, Deadline.InProcess);
        }

        await AssertCompactsOthersAsync(store);
        Assert.Equal(13, stream.Blocks.Count);
        Assert.Equal(104, Read(store, stream, 0, 1_000, LogDirection.Forward).Count);
    }

    [Fact]
    public async Task Compaction_EmptyLines_ComesToAnEnd()
    {
        await using var store = Open();
        var stream = StreamOf(store);
        for (var i = 0; i < 8; i++)
        {
            await AppendAsync(store, stream, [.. Enumerable.Range(i * 30_000, 30_000).Select(time => ((long)time, string.Empty))]);
        }

        await AssertCompactsOthersAsync(store);
        Assert.Equal(7, stream.Blocks.Count);
        Assert.Equal(240_000, Read(store, stream, 0, 1_000_000, LogDirection.Forward).Count);
    }

    [Fact]
    public async Task Compaction_PieceThatCannotBeRead_OthersAreCompactedAndTheStoreCloses()
    {
        var store = Open();
        var stream = StreamOf(store);
        for (var i = 0; i < 7; i++)
        {
            await AppendAsync(store, stream, (i, "x"));
        }

        await using (var behind = new SqliteConnection($"Data Source={_folder.Combine("logs.db")};Pooling=False"))
        {
            await behind.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = behind.CreateCommand();
            command.CommandText = "DELETE FROM payloads WHERE id = (SELECT max(id) FROM payloads)";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await AppendAsync(store, stream, (7, "x"));

        await AssertCompactsOthersAsync(store);
        Assert.Equal(8, stream.Blocks.Count);
        Assert.All(stream.Blocks, block => Assert.Null(block.Departed));
        await store.DisposeAsync().AsTask().WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    public async Task Append_LinesOfOneTime_KeepsEachOnceInTheOrderOfTheirComing(int lines)
    {
        await using var store = Open();
        var stream = StreamOf(store);
        var entries = Enumerable.Range(0, lines).Select(i => (5L, $"line {(lines - i).ToString(CultureInfo.InvariantCulture)}")).ToArray();

        await AppendAsync(store, stream, [(9, "later"), .. entries, .. entries, (9, "later"), (1, "first")]);
        await AppendAsync(store, stream, entries);

        Assert.Equal([(1, "first"), .. entries, (9, "later")], Read(store, stream, 0, 10, LogDirection.Forward));
    }

    [Fact]
    public async Task Read_WhileItIsCompacted_SeesEveryEntry()
    {
        await using var store = Open();
        var stream = StreamOf(store);
        using var enough = new CancellationTokenSource();
        var written = 0;
        var reads = 0;
        var reader = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                var least = Volatile.Read(ref written);
                Assert.InRange(Read(store, stream, 0, long.MaxValue - 1, LogDirection.Backward).Count, least, int.MaxValue);
                reads++;
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000; i++)
        {
            await AppendAsync(store, stream, (i, "x"));
            Volatile.Write(ref written, i + 1);
        }

        await Eventually.HoldsAsync("it was read", () => Volatile.Read(ref reads) > 0, Deadline.InProcess);
        await enough.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task Open_Again_HasStreamsEntriesAndMetadata()
    {
        await using (var store = Open())
        {
            var entries = new EntryBuilder();
            entries.Add(1, "plain"u8, null);
            entries.Add(2, "with ü"u8, s_metadata);
            await store.AppendAsync([new StreamAppend(StreamOf(store), entries)]);
        }

        await using var again = Open();
        var stream = again.FindTenant(Name)!.Find(s_labels)!;

        Assert.Equal([(1, "plain"), (2, "with ü")], Read(again, stream, 0, 10, LogDirection.Forward));
        Assert.Equal([null, s_metadata], Batches(again, stream, LogDirection.Forward).SelectMany(batch => batch.Metadata.ToArray()));
        Assert.Equal(2, stream.Newest);
    }

    [Fact]
    public async Task Sweep_LinesPastTheirTime_Go()
    {
        var configuration = Configuration() with
        {
            Limits = new LogsLimits
            {
                Retention = TimeSpan.FromDays(2),
                StreamRetentions = [new StreamRetention(LogQLQuery.ParseSelector("{app=\"audit\"}"), 1, TimeSpan.FromDays(30))],
            },
        };
        var audited = LabelSet.Create(("app", "audit"));
        await using (var store = new LogStore(configuration, new LogsMetrics(), TimeProvider.System, NullLogger<LogStore>.Instance))
        {
            var (web, audit) = (StreamOf(store), StreamOf(store, audited));
            var now = LokiTime.Now(TimeProvider.System);
            var old = now - LokiTime.Of(TimeSpan.FromDays(3));
            foreach (var stream in new[] { web, audit })
            {
                await AppendAsync(store, stream, (old, "old"));
                await AppendAsync(store, stream, (now, "new"));
            }

            using var sweep = new RetentionSweep(store, configuration, TimeProvider.System, NullLogger<RetentionSweep>.Instance);
            await sweep.SweepAsync();
            await sweep.SweepAsync();

            Assert.Equal(["new"], Read(store, web, 0, long.MaxValue, LogDirection.Forward).Select(entry => entry.Line));
            Assert.Equal(["old", "new"], Read(store, audit, 0, long.MaxValue, LogDirection.Forward).Select(entry => entry.Line));
        }

        await using var again = new LogStore(configuration, new LogsMetrics(), TimeProvider.System, NullLogger<LogStore>.Instance);
        Assert.Equal(["new"], Read(
            again, again.FindTenant(Name)!.Find(s_labels)!, 0, long.MaxValue, LogDirection.Forward).Select(entry => entry.Line));
    }

    [Fact]
    public void Codec_EveryShape_ComesBack()
    {
        using var entries = new EntryBuilder();
        for (var i = 0; i < 300; i++)
        {
            entries.Add(
                (i * 1_000_003L) - 5, Encoding.UTF8.GetBytes(new string((char)('a' + (i % 26)), i % 50)), i % 3 == 0
                    ? s_metadata : i % 3 == 1 ? KnownLevels.Get("info") : null);
        }

        var batch = entries.ToBatch();
        var payload = BlockCodec.Encode(batch);
        var (times, offsets, text) = (new long[batch.Count], new int[batch.Count + 1], new byte[batch.Text.Length]);
        var metadata = BlockCodec.DecodeColumns(payload.Columns, times, offsets);
        BlockCodec.DecodeText(payload.Text, text);

        Assert.Equal(batch.Times.ToArray(), times);
        Assert.Equal(batch.Offsets.ToArray(), offsets);
        Assert.Equal(batch.Text.ToArray(), text);
        Assert.Equal(batch.Metadata.ToArray(), metadata);
        Assert.Same(KnownLevels.Get("info"), metadata[1]);
    }

    public void Dispose() => _folder.Dispose();

    private LogsConfiguration Configuration() => new()
    {
        Text = string.Empty,
        AuthEnabled = true,
        Address = string.Empty,
        Port = 0,
        DataFolder = _folder.Path,
        MaxPushBytes = 1 << 20,
        MaxChunkAge = TimeSpan.FromHours(2),
        ChunkIdlePeriod = TimeSpan.FromMinutes(30),
        MultiTenantQueries = false,
        TailMaxDuration = TimeSpan.FromHours(1),
        RetentionEnabled = true,
        CompactionInterval = TimeSpan.FromMinutes(10),
        Limits = new LogsLimits(),
        Overrides = new Dictionary<string, LogsLimits>(),
        Ruler = new RulerSettings(null, [], TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, string.Empty, []),
        LogLevel = Microsoft.Extensions.Logging.LogLevel.Information,
        Ignored = [],
    };

    private LogStore Open() => new(Configuration(), new LogsMetrics(), TimeProvider.System, NullLogger<LogStore>.Instance);

    private static LogStream StreamOf(LogStore store, LabelSet? labels = null) =>
        store.GetTenant(Name).GetOrAdd(labels ?? s_labels, set => store.CreateStream(Name, set));

    // There is one compactor: as soon as it has taken the next stream, it is through with the one before.
    private static async Task AssertCompactsOthersAsync(LogStore store)
    {
        var other = StreamOf(store, LabelSet.Create(("app", "other")));
        for (var i = 0; i < 8; i++)
        {
            await AppendAsync(store, other, (i, "y"));
        }

        await Eventually.BecomesAsync("another stream is compacted", () => other.Blocks.Count, count => count == 1, Deadline.InProcess);
    }

    private static async Task AppendAsync(LogStore store, LogStream stream, params (long Time, string Line)[] lines)
    {
        using var entries = new EntryBuilder();
        foreach (var (time, line) in lines)
        {
            entries.Add(time, Encoding.UTF8.GetBytes(line), null);
        }

        await store.AppendAsync([new StreamAppend(stream, entries)]);
    }

    private static List<LogBatch> Batches(
        LogStore store, LogStream stream, LogDirection direction, long start = 0, long end = long.MaxValue) =>
        [.. new StoredStream(stream, stream.Labels, store.Cache).Read(
            new LogSelection(new StreamSelector([], 0), start, end, direction, []), CancellationToken.None)];

    /// <summary>The entries as a query sees them, always the oldest first.</summary>
    private static List<(long Time, string Line)> Read(LogStore store, LogStream stream, long start, long end, LogDirection direction)
    {
        var found = new List<(long Time, string Line)>();
        var selection = new LogSelection(new StreamSelector([], 0), start, end, direction, []);
        foreach (var batch in new StoredStream(stream, stream.Labels, store.Cache).Read(selection, CancellationToken.None))
        {
            var entries = Enumerable.Range(0, batch.Count).Select(i => (batch.Times.Span[i], Encoding.UTF8.GetString(batch.Line(i).Span)));
            found.InsertRange(direction == LogDirection.Forward ? found.Count : 0, entries);
        }

        return found;
    }
}
