using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Logs;

/// <summary>Makes lines, as an application logs them, over the last hour, and pushes them as JSON.</summary>
/// <param name="client">Where to.</param>
/// <param name="lines">How many.</param>
internal sealed class LinePusher(HttpClient client, int lines)
{
    /// <summary>How many streams they are in.</summary>
    public const int Streams = 20;

    private const int LinesOfPush = 10_000;
    private const int Pushers = 2;
    private const long Hour = 3_600_000_000_000;
    private readonly long _start = ((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100) - Hour;
    private int _next;

    /// <summary>Pushes all of them and returns when the last is acknowledged.</summary>
    public Task PushAsync() => Task.WhenAll(Enumerable.Range(0, Pushers).Select(_ => Task.Run(PushSomeAsync)));

    private async Task PushSomeAsync()
    {
        while (Interlocked.Add(ref _next, LinesOfPush) - LinesOfPush is var first && first < lines)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Write(first)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.PostAsync("/loki/api/v1/push", content);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    private string Write(int first)
    {
        var last = Math.Min(first + LinesOfPush, lines);
        var body = new StringBuilder(2 << 20).Append("{\"streams\":[");
        for (var stream = 0; stream < Streams; stream++)
        {
            body.Append(stream > 0 ? "," : string.Empty)
                .Append(CultureInfo.InvariantCulture, $"{{\"stream\":{{\"app\":\"shop\",\"instance\":\"shop-{stream}\"}},\"values\":[");
            for (var line = first + stream; line < last; line += Streams)
            {
                var time = _start + (line * (Hour / lines));
                var user = (line * 7919L) % 10_007;
                var isError = line / Streams % 50 == 0;
                var needle = line % 20_011 == 0 ? " needle" : string.Empty;
                body.Append(line > first + stream ? "," : string.Empty)
                    .Append(CultureInfo.InvariantCulture, $"[\"{time}\",\"level={(
                        isError ? "error" : "info")} method=GET path=/api/orders/{line}")
                    .Append(CultureInfo.InvariantCulture, $" status={(
                        isError ? 500 : 200)} user={user} duration={line % 997}ms{needle}\"]");
            }

            body.Append("]}");
        }

        return body.Append("]}").ToString();
    }
}
