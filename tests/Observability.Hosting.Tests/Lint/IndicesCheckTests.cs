using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Lint;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Lint;

/// <summary>Documents go to an index that their store has been told of, whichever side is renamed.</summary>
public sealed class IndicesCheckTests
{
    public static TheoryData<string, ElasticsearchInterval?, string> Agreeing => new()
    {
        { "telegraf-*", ElasticsearchInterval.Daily, "telegraf-%Y.%m.%d" },
        { "telegraf-*", null, "telegraf-%Y.%m.%d" },
        { "logs", null, "logs" },
        { "logs-*", ElasticsearchInterval.Monthly, "logs-%Y.%m" },
        { "logs-*", null, "logs-{{host}}-%Y" },
        { "logs-*", ElasticsearchInterval.Weekly, "logs-%Y.%V" },
    };

    public static TheoryData<string, ElasticsearchInterval?, string, string> Differing => new()
    {
        { "telegraf-*", null, "telegraph-%Y.%m.%d", "index 'telegraph-%Y.%m.%d': elasticsearch has not been told of it" },
        { "telegraph-*", null, "telegraf-%Y.%m.%d", "Write to one of 'telegraph-*'" },
        { "logs", null, "logs-%Y", "has not been told of it" },
        { "telegraf-*", ElasticsearchInterval.Hourly, "telegraf-%Y.%m.%d", "goes to 'telegraf-2026.11.25', where the data source asks 'telegraf-2026.11.25.10'" },
        { "telegraf-*", ElasticsearchInterval.Daily, "telegraf-%Y-%m-%d", "goes to 'telegraf-2026-11-25'" },
    };

    [Theory]
    [MemberData(nameof(Agreeing))]
    public async Task Find_BothSidesAgree_FindsNothing(string pattern, ElasticsearchInterval? interval, string index) =>
        Assert.Empty(await FindAsync(index, (pattern, interval)));

    [Theory]
    [MemberData(nameof(Differing))]
    public async Task Find_OneSideRenamed_FindsIt(string pattern, ElasticsearchInterval? interval, string index, string expected)
    {
        var problem = Assert.Single(await FindAsync(index, (pattern, interval)));

        Assert.Equal("telegraf", problem.Resource);
        Assert.Contains(expected, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_StoreThatWasToldOfNothing_FindsIt() =>
        Assert.Contains("Add WithIndexPattern to the store.", Assert.Single(await FindAsync("telegraf-%Y.%m.%d")).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Find_OneOfSeveralPatterns_IsEnough() =>
        Assert.Empty(await FindAsync("logs-%Y.%m.%d", ("metrics-*", ElasticsearchInterval.Daily), ("logs-*", ElasticsearchInterval.Daily)));

    private static Task<IReadOnlyList<Problem>> FindAsync(string index, params (string Pattern, ElasticsearchInterval? Interval)[] patterns)
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var store = builder.AddElasticsearch("elasticsearch");
        foreach (var (pattern, interval) in patterns)
        {
            store.WithIndexPattern(pattern, interval: interval);
        }

        builder.AddTelegraf("telegraf").WithPipeline(builder.AddRabbitMQ("rabbitmq").AddQueue("documents", "#"), store, index);
        return new IndicesCheck(new DistributedApplicationModel(builder.Resources)).RunAsync(TestContext.Current.CancellationToken);
    }
}
