using System.Text;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Tests.Points;

/// <summary>Store and languages without a server around them: one bucket, <c>b</c>, and a time that stands still.</summary>
internal sealed class Engine : IAsyncDisposable
{
    /// <summary>The time that queries take for now.</summary>
    public const string Now = "2020-01-01T01:00:00Z";

    private readonly TemporaryFolder _folder = new();
    private PointStore _store;

    public Engine() => _store = new PointStore(_folder.Combine("points"));

    public PointStore Store => _store;

    public Bucket Bucket { get; } = new("00000000000000b1", "00000000000000a1", "b", "", 0, 0, false, default, default);

    public static long NowNanoseconds => FluxTime.TryParse(Now)!.Value;

    /// <summary>Writes lines; times are in seconds.</summary>
    public async Task<WriteOutcome> WriteAsync(string lines, long oldest = long.MinValue)
    {
        var parsed = LineProtocolParser.Parse(Encoding.UTF8.GetBytes(lines), FluxTime.Second, NowNanoseconds);
        Assert.Empty(parsed.Problems);
        var outcome = new PointResolver(_store).Resolve(_store.Bucket(Bucket.Id), parsed, oldest);
        await _store.WriteAsync(outcome.Rows, TestContext.Current.CancellationToken);
        return outcome;
    }

    /// <summary>Closes the files and opens them again.</summary>
    public async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = new PointStore(_folder.Combine("points"));
    }

    public QueryContext Context() =>
        new(_store, [Bucket], new QueryBudget(TimeProvider.System, TestContext.Current.CancellationToken), NowNanoseconds);

    /// <summary>Runs a query; the answer has all annotations, and lines end as in this file.</summary>
    public async Task<string> FluxAsync(string query, CsvDialect? dialect = null)
    {
        using var context = Context();
        using var output = new MemoryStream();
        var writer = new CsvWriter(output, dialect ?? new CsvDialect(["datatype", "group", "default"], true, ',', false));
        foreach (var (name, tables) in FluxProgram.Compile(query).Run(context).All)
        {
            await writer.WriteAsync(name, FluxProgram.GuardTables(tables), TestContext.Current.CancellationToken);
        }

        await writer.FlushAsync(TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n");
    }

    /// <summary>The error of a query that must have one.</summary>
    public async Task<FluxException> FailAsync(string query) => await Assert.ThrowsAsync<FluxException>(() => FluxAsync(query));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
