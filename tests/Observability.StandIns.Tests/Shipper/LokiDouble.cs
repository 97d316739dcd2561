using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Snappier;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>
/// Plays Loki's push API as its documentation has it; what it takes it keeps, and a test tells it what to refuse. It can be away and
/// come back on its port.
/// </summary>
internal sealed class LokiDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<PushedLine> _lines = [];
    private WebApplication? _server;
    private int _requests;

    public int Port { get; } = FreePort.Take();

    public string PushUrl => $"http://127.0.0.1:{Port}/loki/api/v1/push";

    /// <summary>Status for a request, by its number; null takes it.</summary>
    public Func<int, int?> Refuse { get; set; } = _ => null;

    /// <summary>Content type of a refusal.</summary>
    public string? RefusalType { get; set; }

    /// <summary>Requests so far, those that were refused among them.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Headers of the last request.</summary>
    public IReadOnlyDictionary<string, string> LastHeaders { get; private set; } = new Dictionary<string, string>();

    /// <summary>Every line that was taken, in the order they came.</summary>
    public IReadOnlyList<PushedLine> Lines => [.. _lines];

    public static async Task<LokiDouble> StartAsync()
    {
        var loki = new LokiDouble();
        await loki.ComeBackAsync();
        return loki;
    }

    /// <summary>Begins to listen.</summary>
    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port}");
        _server = builder.Build();
        _server.MapPost("/loki/api/v1/push", AnswerAsync);
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Listens no more.</summary>
    public async Task GoAwayAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Waits until so many different lines are there.</summary>
    public Task<IReadOnlyList<PushedLine>> HasAsync(int count) => Eventually.BecomesAsync(
        $"{count} different lines",
        () => Lines,
        lines => lines.Select(line => line.Text).Distinct(StringComparer.Ordinal).Count() >= count,
        Deadline.DataFlow,
        lines => $"{lines.Count} lines");

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        LastHeaders = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (Refuse(Interlocked.Increment(ref _requests)) is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = RefusalType;
            await context.Response.WriteAsync("told to refuse\n");
            return;
        }

        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        foreach (var line in ReadRequest(Snappy.DecompressToArray(body.ToArray()), context.Request.Headers["X-Scope-OrgID"].ToString()))
        {
            _lines.Enqueue(line);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static IEnumerable<PushedLine> ReadRequest(byte[] request, string tenant) =>
        Messages(request, 1).SelectMany(stream => ReadStream(stream, tenant));

    private static IEnumerable<PushedLine> ReadStream(byte[] stream, string tenant)
    {
        var labels = System.Text.Encoding.UTF8.GetString(Messages(stream, 1).Single());
        foreach (var entry in Messages(stream, 2))
        {
            var time = Messages(entry, 1).Single();
            var text = System.Text.Encoding.UTF8.GetString(Messages(entry, 2).SingleOrDefault([]));
            var metadata = Messages(entry, 3).Select(pair =>
                $"{System.Text.Encoding.UTF8.GetString(Messages(pair, 1).Single())}={System.Text.Encoding.UTF8.GetString(Messages(pair, 2).Single())}");
            yield return new PushedLine(tenant, labels, (Number(time, 1) * 1_000_000_000) + Number(time, 2), text, string.Join(',', metadata));
        }
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field)
            {
                yield return input.ReadBytes().ToByteArray();
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    private static long Number(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field)
            {
                return input.ReadInt64();
            }

            input.SkipLastField();
        }

        return 0;
    }
}
