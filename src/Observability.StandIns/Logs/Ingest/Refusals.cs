namespace Observability.StandIns.Logs.Ingest;

/// <summary>
/// What of a push is refused and why, by the reasons that Loki documents
/// (https://grafana.com/docs/loki/latest/operations/request-validation-rate-limits/).
/// </summary>
/// <param name="tenant">Whose push it is.</param>
/// <param name="metrics">Counts what is refused.</param>
internal sealed class Refusals(string tenant, LogsMetrics metrics)
{
    private RequestException? _first;
    private int _others;

    /// <summary>Refuses lines.</summary>
    /// <param name="status">The status: 400 for what must not be sent again, 429 for what may.</param>
    /// <param name="reason">The reason's name.</param>
    /// <param name="lines">How many.</param>
    /// <param name="bytes">Bytes of them.</param>
    /// <param name="message">The sentence.</param>
    public void Add(int status, string reason, long lines, long bytes, string message)
    {
        metrics.CountDiscarded(tenant, reason, lines, bytes);
        if (_first is null)
        {
            _first = new RequestException(status, message);
        }
        else
        {
            _others++;
        }
    }

    /// <summary>What the sender is told: the first refusal, and how many more there are.</summary>
    public RequestException? Summary => _first is null || _others == 0
        ? _first
        : new RequestException(
            _first.Status, $"{_first.Message} (and {_others} more of the push {(_others == 1 ? "was" : "were")} refused)");
}
