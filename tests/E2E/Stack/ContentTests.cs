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
            .ToList();
        using var client = stack.Application.CreateHttpClient("prometheus");
        var refused = new List<string>();

        foreach (var query in queries)
        {
            // A variable of the dashboard outside of quotes is a number.
            var text = query.Text.Replace($"> {ContentVariable.Placeholder}", "> 0", StringComparison.Ordinal);
            using var answer = await client.GetAsync(
                new Uri($"/api/v1/query?query={Uri.EscapeDataString(text)}", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                refused.Add($"{query.Place}: {error.RootElement.GetProperty("error").GetString()}");
            }
        }

        Assert.True(queries.Count > 150, $"There are {queries.Count} queries only.");
        Assert.Empty(refused);
    }
}
