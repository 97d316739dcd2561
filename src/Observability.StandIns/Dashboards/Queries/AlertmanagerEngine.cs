using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>An Alertmanager: it has no queries, its alerts and silences are read through the proxy.</summary>
internal sealed partial class AlertmanagerEngine(StoreClient client) : IQueryEngine
{
    /// <inheritdoc />
    public string Type => "alertmanager";

    /// <inheritdoc />
    public Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken) =>
        throw new QueryException("an Alertmanager answers no queries");

    /// <inheritdoc />
    public async Task<string> CheckAsync(DataSourceDefinition source, CancellationToken cancellationToken)
    {
        await client.GetJsonAsync(source, "api/v2/status", cancellationToken).ConfigureAwait(false);
        return "Health check passed.";
    }

    /// <inheritdoc />
    public bool IsReadOnly(string method, string path) => method == "GET" && Reads().IsMatch(path);

    [GeneratedRegex(@"^api/v2/(status|alerts|alerts/groups|silences|silence/[0-9a-f-]+|receivers)$")]
    private static partial Regex Reads();
}
