using System.Globalization;

namespace Observability.CloudExporter.Api;

/// <summary>
/// The pause that a provider asks for, by <c>Retry-After</c>
/// (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after) or by having no request left until <c>ratelimit-reset</c>
/// (https://docs.digitalocean.com/reference/api/#section/Introduction/Rate-Limit: seconds since the epoch).
/// </summary>
internal sealed class RateLimit(TimeProvider time)
{
    /// <summary>Longest pause that a request waits for; a longer one is a failure that says when to come again.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private long _notBeforeTicks;

    /// <summary>Takes note of what an answer says.</summary>
    public void Note(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        var until = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => now + delta,
            { Date: { } date } => date,
            _ => Read(response, "ratelimit-remaining") == 0 && Read(response, "ratelimit-reset") is { } reset and > 0 and < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(reset)
                : DateTimeOffset.MinValue,
        };

        // The latest counts, whichever answer came last.
        var ticks = until.UtcTicks;
        var known = Volatile.Read(ref _notBeforeTicks);
        while (ticks > known)
        {
            var before = Interlocked.CompareExchange(ref _notBeforeTicks, ticks, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    /// <summary>Waits until the next request may be sent.</summary>
    /// <exception cref="IOException">That is later than a refresh can wait.</exception>
    public async Task WaitAsync(string path, CancellationToken cancellationToken)
    {
        var notBefore = new DateTimeOffset(Volatile.Read(ref _notBeforeTicks), TimeSpan.Zero);
        var wait = notBefore - time.GetUtcNow();
        if (wait > LongestWait)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"GET {path}: the provider's rate limit is used up; it takes requests again at {notBefore:yyyy-MM-ddTHH:mm:ssZ}. Raise Cloud:RefreshSeconds."));
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static long? Read(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
