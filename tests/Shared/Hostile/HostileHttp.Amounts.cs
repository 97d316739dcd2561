using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Observability.Tests.Hostile;

/// <summary>Too much, too slow, too many.</summary>
internal sealed partial class HostileHttp
{
    private const int HalfOpenConnections = 200;
    private const long MostMemory = 600L << 20;
    private static readonly TimeSpan s_slowBody = TimeSpan.FromSeconds(15);

    private async Task OversizedHeadersAsync()
    {
        int[] refused = [0, 400, 414, 431];
        var tooMuch = _target.LongestHeaders + 4096;
        Expect("a request line that is too long", await _http.AskAsync("GET", $"/{new string('a', tooMuch)}"), refused);
        Expect("a header that is too long", await _http.AskAsync("GET", _target.Routes[0], $"X-Long: {new string('a', tooMuch)}\r\n"), refused);
        var many = new StringBuilder();
        for (var i = 0; many.Length < tooMuch || i < 1100; i++)
        {
            many.Append(CultureInfo.InvariantCulture, $"X-{i}: aaaaaaaaaaaaaaaa\r\n");
        }

        Expect("too many headers", await _http.AskAsync("GET", _target.Routes[0], many.ToString()), refused);
    }

    private async Task OversizedBodiesAsync()
    {
        if (_target.LongestBody is not { } longest)
        {
            return;
        }

        foreach (var (path, type) in _target.BodyRoutes)
        {
            var tooLong = longest + 1;
            Expect(
                $"POST {path} with a Content-Length that is too long",
                await _http.AskAsync("POST", path, string.Create(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {tooLong}\r\n"), "x"),
                413);

            // Without a length that could be refused at once.
            var chunk = new string('a', 64 * 1024);
            var body = new StringBuilder();
            for (long sent = 0; sent < tooLong; sent += chunk.Length)
            {
                body.Append("10000\r\n").Append(chunk).Append("\r\n");
            }

            Expect(
                $"POST {path} with chunks that are too long together",
                await _http.AskAsync("POST", path, $"Content-Type: {type}\r\nTransfer-Encoding: chunked\r\n", body.Append("0\r\n\r\n").ToString()),
                [0, 400, 413]);
        }
    }

    // A body that comes a byte a second is given up on, where there is a limit to bodies at all.
    private Task SlowBodiesAsync() => _target.LongestBody is null
        ? Task.CompletedTask
        : Task.WhenAll(_target.BodyRoutes.Select(route => SlowBodyAsync(route.Path, route.ContentType)));

    private async Task SlowBodyAsync(string path, string type)
    {
        using var client = await _http.ConnectAsync();
        var stream = client.GetStream();
        var token = TestContext.Current.CancellationToken;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(_http.Request("POST", path, $"Content-Type: {type}\r\nContent-Length: 1000\r\n")), token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(s_slowBody);
        var answered = stream.ReadAsync(new byte[1024], patience.Token).AsTask();
        try
        {
            while (!answered.IsCompleted)
            {
                await stream.WriteAsync("a"u8.ToArray(), token);
                await Task.WhenAny(answered, Task.Delay(TimeSpan.FromSeconds(1), token));
            }

            await answered;
        }
        catch (IOException)
        {
            // Closed.
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            Report($"POST {path} waits for a body of a byte a second for more than {s_slowBody.TotalSeconds:0} s");
        }
    }

    // Who begins many requests and ends none keeps nobody else out.
    private async Task HalfOpenAsync()
    {
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < HalfOpenConnections; i++)
            {
                var client = await _http.ConnectAsync();
                open.Add(client);
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET {_target.Routes[0]} HTTP/1.1\r\nHost:"), TestContext.Current.CancellationToken);
            }

            Expect($"while {HalfOpenConnections} requests are begun and not ended", await _http.AskAsync("GET", _target.Routes[0]), 200);
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private async Task BombsAsync()
    {
        foreach (var (path, type) in _target.BodyRoutes)
        {
            foreach (var encoding in new[] { "gzip", "deflate", "br" })
            {
                var bomb = Bomb(encoding, _target.LongestBody ?? (1 << 20));
                var head = _http.Request(
                    "POST", path, string.Create(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Encoding: {encoding}\r\nContent-Length: {bomb.Length}\r\n"));
                var answers = await _http.SayAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. bomb]);
                Expect(
                    $"POST {path} of a {encoding} bomb",
                    answers.Count > 0 ? answers[0] : new RawAnswer(0, "closed", string.Empty),
                    [0, 400, 401, 403, 404, 405, 413, 415, 422, 501]);
            }
        }

        if (_target.Pid is { } pid && ResidentBytes(pid) is var resident and > MostMemory)
        {
            Report($"{resident >> 20} MiB resident after the bombs");
        }
    }

    // As many zeros as fit into the half of what is taken, a gibibyte at most.
    private static byte[] Bomb(string encoding, long longestBody)
    {
        const long MostZeros = 1L << 30;
        var zeros = new byte[1 << 20];
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            for (long written = 0; written < MostZeros && packed.Length < Math.Min(longestBody, 2 << 20) / 2; written += zeros.Length)
            {
                packer.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    // VmRSS:     12345 kB
    private static long ResidentBytes(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
        .FirstOrDefault();
}
