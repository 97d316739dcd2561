using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting;
using Observability.Hosting.Backends;

namespace Observability.Hosting.Elasticsearch;

/// <summary>Puts the index template of the patterns, which also shows that the password is the server's.</summary>
internal sealed class ElasticsearchSetup(
    string resource, HttpClient http, string? password, string passwordName, TimeSpan? patience = null)
{
    private readonly SetupApi _api = new(
        resource,
        http,
        password is null ? null : CreateAuthorization(password),
        password is null ? [] : [password, CreateAuthorization(password).Parameter!],
        patience);

    /// <summary>Puts it, whether it is there or not.</summary>
    /// <exception cref="DistributedApplicationException">The server refused it, or the password is not ours.</exception>
    public async Task RunAsync(IReadOnlyList<ElasticsearchIndexPattern> patterns, CancellationToken cancellationToken)
    {
        if (patterns.Count == 0)
        {
            return;
        }

        var answer = await _api.SendAsync(
            HttpMethod.Put,
            $"/_index_template/{resource.ToLowerInvariant()}",
            ElasticsearchTemplateWriter.Write(patterns),
            cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            throw new DistributedApplicationException(
                $"{answer.Failure.TrimEnd('.')}. The user {ElasticsearchFacts.UserName} has another password than the parameter '{passwordName}' holds: it was "
                + $"changed in the server. Set it (dotnet user-secrets set Parameters:{passwordName} …), or begin anew by deleting the server's data.");
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            throw new DistributedApplicationException(answer.Failure);
        }
    }

    private static AuthenticationHeaderValue CreateAuthorization(string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ElasticsearchFacts.UserName}:{password}")));
}
