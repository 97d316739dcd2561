using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Observability.Tests.Hostile;

/// <summary>Says to a service what no client library would, and keeps every answer.</summary>
internal sealed class RawHttp(HostileTarget target)
{
    /// <summary>How long a service may take to answer, or to close the connection on, what is complete.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<(string Request, RawAnswer Answer)> _seen = new();

    /// <summary>Everything that was answered, with the beginning of what was asked.</summary>
    public IEnumerable<(string Request, RawAnswer Answer)> Seen => _seen;

    /// <summary>A request with the headers that every request needs; further headers end with CR and LF each.</summary>
    public string Request(string method, string path, string headers = "", string body = "") =>
        $"{method} {path} HTTP/1.1\r\nHost: {target.Address.Authority}\r\n{Authorization}Connection: close\r\n{headers}\r\n{body}";

    private string Authorization => target.Authorization is { } value ? $"Authorization: {value}\r\n" : string.Empty;

    /// <summary>Sends a text (Latin-1) and returns what is answered until the service closes or is silent.</summary>
    public Task<IReadOnlyList<RawAnswer>> SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes and returns what is answered until the service closes or is silent.</summary>
    public async Task<IReadOnlyList<RawAnswer>> SayAsync(ReadOnlyMemory<byte> bytes)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        // At the same time: a service that refuses early does not read the rest.
        var reading = ReadAsync(stream, patience.Token);
        await WriteAsync(stream, bytes, patience.Token);
        var text = Encoding.Latin1.GetString(await reading);
        var answers = RawAnswer.ParseAll(text);
        foreach (var answer in answers)
        {
            _seen.Enqueue((Encoding.Latin1.GetString(bytes.Span[..Math.Min(bytes.Length, 160)]), answer));
        }

        return answers;
    }

    /// <summary>One request, one answer.</summary>
    public async Task<RawAnswer> AskAsync(string method, string path, string headers = "", string body = "") =>
        (await SayAsync(Request(method, path, headers, body))) is [var answer, ..] ? answer : new RawAnswer(0, "closed without an answer", string.Empty);

    /// <summary>Opens a connection.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(target.Address.Host, target.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task WriteAsync(NetworkStream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // It has closed on what it had read.
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        const int Most = 4 << 20;
        var silence = TimeSpan.FromSeconds(1);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (read.Length < Most)
            {
                // The first byte may take its time; whoever keeps a connection open after it has answered is done.
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (read.Length > 0)
                {
                    pause.CancelAfter(silence);
                }

                var count = await stream.ReadAsync(buffer, pause.Token);
                if (count == 0)
                {
                    break;
                }

                read.Write(buffer, 0, count);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return read.ToArray();
    }
}
