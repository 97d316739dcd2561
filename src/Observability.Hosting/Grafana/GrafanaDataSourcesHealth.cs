using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Healthy when every data source of the graph is there and the plugin that speaks its protocol is loaded; the server's own
/// health says neither.
/// </summary>
/// <param name="url">URL of the server.</param>
/// <param name="expected">The data sources that must be there.</param>
/// <param name="password">The administrator's password.</param>
internal sealed class GrafanaDataSourcesHealth(
    Func<string> url, Func<IReadOnlyList<DataSource>> expected, Func<CancellationToken, ValueTask<string?>> password) : IHealthCheck
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var sources = expected();
        try
        {
            var found = await ReadAsync(GrafanaFacts.DataSourcesPath, "uid", cancellationToken).ConfigureAwait(false);
            var plugins = await ReadAsync(GrafanaFacts.DataSourcePluginsPath, "id", cancellationToken).ConfigureAwait(false);
            var missing = sources.Select(source => source.Uid).Where(uid => !found.Contains(uid)).ToList();
            var lost = sources.Where(source => !plugins.Contains(source.Type)).ToList();
            var problems = new List<string>();
            if (missing.Count > 0)
            {
                problems.Add($"no data source {string.Join(", ", missing)}");
            }

            problems.AddRange(lost.Select(source => $"no plugin {source.Type}, which {source.Uid} needs"));
            return problems.Count == 0
                ? HealthCheckResult.Healthy($"{sources.Count} data sources and their plugins are there")
                : HealthCheckResult.Unhealthy(string.Join("; ", problems));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }

    /// <summary>
    /// Reads one property of each item of a list. The lists look so:
    /// <code>
    /// [{"id":1,"uid":"prometheus","orgId":1,"name":"prometheus","type":"prometheus","readOnly":true, …}, …]
    /// [{"name":"Prometheus","type":"datasource","id":"prometheus","enabled":true, …}, …]
    /// </code>
    /// </summary>
    private async Task<HashSet<string>> ReadAsync(string path, string property, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url() + path);
        var credentials = $"{GrafanaFacts.AdminUser}:{await password(cancellationToken).ConfigureAwait(false)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        using var response = await s_http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var why = response.StatusCode == HttpStatusCode.Unauthorized
                ? $": the password of {GrafanaFacts.AdminUser} is not the generated one (it counts at the first start of a data folder only)"
                : string.Empty;
            throw new HttpRequestException($"GET {path}: {(int)response.StatusCode}{why}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var list = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (list.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"GET {path}: the answer is no list");
        }

        return list.RootElement.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(property, out _))
            .Select(item => item.GetProperty(property).ToString())
            .ToHashSet(StringComparer.Ordinal);
    }
}
