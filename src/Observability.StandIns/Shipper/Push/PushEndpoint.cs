using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using Observability.StandIns.Shipper.Stages;

namespace Observability.StandIns.Shipper.Push;

/// <summary>
/// One endpoint of <c>loki.write</c>. It holds a batch that fills for each tenant, one that waits, and one that is on its way; who has
/// more waits. A batch is settled when Loki has taken it, or has said that it never will.
/// </summary>
internal sealed partial class PushEndpoint : IDisposable
{
    private readonly WriteSettings _settings;
    private readonly string _component;
    private readonly ShipperMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HttpClient _client;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PushBatch> _filling = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tenants = new(StringComparer.Ordinal);
    private readonly Channel<PushBatch> _full = Channel.CreateBounded<PushBatch>(1);

    /// <summary>Makes one.</summary>
    public PushEndpoint(WriteSettings settings, string component, ShipperMetrics metrics, TimeProvider clock, ILogger logger)
    {
        _settings = settings;
        _component = component;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = settings.Timeout,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Observability-shipper-stand-in");
        _client.DefaultRequestHeaders.Authorization = settings.BearerToken is { } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : BasicAuthentication.Of(settings.User, settings.Password);
        foreach (var (name, value) in settings.Headers)
        {
            _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        // As Go's client does where nothing else says who it is.
        _client.DefaultRequestHeaders.Authorization ??= BasicAuthentication.Of(settings.Url);
        BeginTenant(settings.Tenant);
    }

    /// <summary>What was refused last, or null after something was taken.</summary>
    public string? Problem { get; private set; }

    private string Host => _settings.Url.Authority;

    /// <summary>Takes a line; waits while there is no room.</summary>
    public async ValueTask AddAsync(LogEntry entry, string stream, CancellationToken cancellationToken)
    {
        var tenant = entry.Labels.GetValueOrDefault(TenantStage.TenantLabel, _settings.Tenant);
        var line = new PushLine(entry.Nanoseconds, entry.Line, entry.Metadata);
        while (true)
        {
            PushBatch? full = null;
            lock (_lock)
            {
                if (!_filling.TryGetValue(tenant, out var batch))
                {
                    BeginTenant(tenant);
                    _filling[tenant] = batch = new PushBatch(tenant, _clock.GetTimestamp());
                }

                if (batch.Count == 0 || batch.Size + line.Size <= _settings.BatchSize)
                {
                    batch.Add(stream, line, entry.Origin);
                    return;
                }

                _filling.Remove(tenant);
                full = batch;
            }

            await _full.Writer.WriteAsync(full, cancellationToken);
        }
    }

    /// <summary>Sends until it is told to stop, and then what still waits, once.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (_full.Reader.TryRead(out var batch) || (batch = TakeOld(TimeSpan.Zero)) is not null)
                {
                    await SendAsync(batch, stopping, aborting);
                }
                else
                {
                    await WaitAsync(stopping);
                }
            }

            while (_full.Reader.TryRead(out var batch) || (batch = TakeOld(_settings.BatchWait)) is not null)
            {
                await SendAsync(batch, stopping, aborting);
            }
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // They will be read again.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private void BeginTenant(string tenant)
    {
        if (_tenants.Add(tenant))
        {
            _metrics.BeginEndpoint(_component, Host, tenant);
        }
    }

    /// <summary>Takes a batch that will have waited long enough in so much time.</summary>
    private PushBatch? TakeOld(TimeSpan early)
    {
        lock (_lock)
        {
            foreach (var (tenant, batch) in _filling)
            {
                if (_clock.GetElapsedTime(batch.Created) + early >= _settings.BatchWait)
                {
                    _filling.Remove(tenant);
                    return batch;
                }
            }
        }

        return null;
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        // As often as Alloy looks: a batch waits at most a tenth longer than it should.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        enough.CancelAfter(Math.Max(10, (int)(_settings.BatchWait.TotalMilliseconds / 10)));
        Task ready = _full.Reader.WaitToReadAsync(enough.Token).AsTask();
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(PushBatch batch, CancellationToken stopping, CancellationToken aborting)
    {
        var body = PushRequestWriter.Write(batch);
        var pause = _settings.FirstPause;
        for (var retries = 0; ; retries++)
        {
            var started = _clock.GetTimestamp();
            var (status, answer) = await PushAsync(batch.Tenant, body, aborting);
            _metrics.CountRequest(_component, Host, batch.Tenant, status, _clock.GetElapsedTime(started));
            if (status is >= 200 and < 300)
            {
                Problem = null;
                _metrics.CountSent(_component, Host, batch.Tenant, batch.Count, body.Length);
                batch.Settle();
                return;
            }

            Problem = $"{(status == 0 ? string.Empty : status)} {answer}".Trim();
            if (!IsWorthRetrying(status) || retries >= _settings.MostRetries)
            {
                Drop(batch, body.Length, status, Problem);
                return;
            }

            LogRetry(_component, Host, Problem);
            _metrics.CountRetry(_component, Host, batch.Tenant);
            if (stopping.IsCancellationRequested)
            {
                // Its lines are not settled: they will be read again.
                return;
            }

            await Task.Delay(pause, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < _settings.LongestPause ? pause * 2 : _settings.LongestPause;
        }
    }

    private bool IsWorthRetrying(int status) => status switch
    {
        0 => true,
        StatusCodes.Status429TooManyRequests => _settings.RetriesTooMany,
        _ => status >= 500,
    };

    private void Drop(PushBatch batch, int bytes, int status, string problem)
    {
        var reason = status == StatusCodes.Status429TooManyRequests ? "rate_limited" : "ingester_error";
        LogDropped(_component, Host, batch.Count, problem);
        _metrics.CountDropped(_component, Host, batch.Tenant, reason, batch.Count, bytes);
        batch.Settle();
    }

    private async Task<(int Status, string Answer)> PushAsync(string tenant, byte[] body, CancellationToken aborting)
    {
        const int LongestAnswer = 1024;
        using var request = new HttpRequestMessage(HttpMethod.Post, _settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        request.Content.Headers.ContentEncoding.Add("snappy");
        if (tenant.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Scope-OrgID", tenant);
        }

        try
        {
            using var response = await _client.SendAsync(request, aborting);

            // Not as a text: its charset may be one that nobody knows.
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(aborting));
            return ((int)response.StatusCode, text[..Math.Min(text.Length, LongestAnswer)].ReplaceLineEndings(" ").Trim());
        }
        catch (Exception error)
            when (error is HttpRequestException or IOException
                || (error is OperationCanceledException && !aborting.IsCancellationRequested))
        {
            return (0, error is OperationCanceledException ? $"no answer within {_settings.Timeout.TotalSeconds:0.#} s" : error.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Component}: {Host}: {Problem}; retrying")]
    private partial void LogRetry(string component, string host, string problem);

    [LoggerMessage(2, LogLevel.Error, "{Component}: {Host}: {Count} lines are dropped: {Problem}")]
    private partial void LogDropped(string component, string host, int count, string problem);
}
