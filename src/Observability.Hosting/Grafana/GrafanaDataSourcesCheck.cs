using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Healthy when every provisioned data source is there with its plugin. Grafana's own health path says nothing of them: it is
/// green while a plugin that could not be updated is gone (https://github.com/grafana/grafana/issues/131490).
/// </summary>
internal sealed class GrafanaDataSourcesCheck(Func<Uri> url, Func<IEnumerable<DataSource>> expected, SecretReference adminPassword) : IHealthCheck
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // [{"id":1,"uid":"prometheus","type":"prometheus",…}]
            var there = await GetAsync("/api/datasources", "uid", cancellationToken).ConfigureAwait(false);
            // [{"id":"prometheus","type":"datasource",…}]
            var plugins = await GetAsync("/api/plugins?type=datasource", "id", cancellationToken).ConfigureAwait(false);
            var sources = expected().ToList();
            var missing = sources.Where(source => !there.Contains(source.Uid)).Select(source => $"data source {source.Uid}")
                .Concat(sources.Select(source => source.Type).Distinct().Where(type => !plugins.Contains(type)).Select(type => $"plugin {type}"))
                .ToList();
            return missing.Count == 0
                ? HealthCheckResult.Healthy($"{sources.Count} data sources")
                : HealthCheckResult.Unhealthy($"missing: {string.Join(", ", missing)}");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }

    private async Task<HashSet<string>> GetAsync(string path, string property, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url(), path));
        var password = await adminPassword.Parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GrafanaFacts.AdminUser}:{password}")));
        using var answer = await s_client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"GET {path}: {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }

        using var document = await JsonDocument.ParseAsync(
            await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. document.RootElement.EnumerateArray().Select(item => item.GetProperty(property).GetString() ?? string.Empty)];
    }
}
