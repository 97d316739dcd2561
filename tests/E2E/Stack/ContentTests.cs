using System.Net;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Model;

namespace Observability.E2E.Stack;

/// <summary>Every query of the AppHost's rules, dashboards and alerts is one that a real Prometheus answers.</summary>
[Tier(Tier.Process)]
[Collection<StackCollection>]
public sealed class ContentTests(StackFixture stack)
{
    [Fact]
    public async Task Queries_OfTheContent_AreAllAnswered()
    {
        var queries = stack.Application.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .SelectMany(resource => resource.Annotations.OfType<ContentQueriesAnnotation>())
            .SelectMany(annotation => annotation.Find())
            .Where(query => query.Language == QueryLanguage.PromQL)
            .ToList();
        Assert.True(queries.Count > 150, $"There are {queries.Count} queries only.");

        // A rate needs two scrapes; then everything about Prometheus itself has an answer, but what only trouble brings about.
        await Eventually.BecomesAsync(
            "every query is answered",
            async token => await AskAsync(queries, token),
            unanswered => unanswered.Count == 0,
            Deadline.DataFlow,
            unanswered => string.Join('\n', unanswered));
    }

    private async Task<List<string>> AskAsync(IEnumerable<ContentQuery> queries, CancellationToken cancellationToken)
    {
        using var client = stack.Application.CreateHttpClient("prometheus");
        var unanswered = new List<string>();
        foreach (var query in queries)
        {
            using var answer = await client.GetAsync(
                new Uri($"/api/v1/query?query={Uri.EscapeDataString(query.Text)}", UriKind.Relative), cancellationToken);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                unanswered.Add($"{query.Place}: {document.RootElement.GetProperty("error").GetString()}");
            }
            else if (query.Text.Contains("{job=\"prometheus\"}", StringComparison.Ordinal)
                && !query.Text.Contains("notifications", StringComparison.Ordinal)
                && document.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() == 0)
            {
                unanswered.Add($"{query.Place}: no series");
            }
        }

        return unanswered;
    }
}
