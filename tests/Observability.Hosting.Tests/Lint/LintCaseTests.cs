using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Lint;

/// <summary>
/// Cases as folders (Lint/Cases): <c>rules/</c>, <c>log-rules/</c>, <c>dashboards/</c> and <c>alerts/</c> of one graph. Each below <c>invalid/</c> opens
/// with <c>expected.txt</c>: the rule that must reject it, and the message.
/// </summary>
public class LintCaseTests
{
    private static string Root => Path.Combine(GoldenFile.SourceFolder, "Lint", "Cases");

    public static TheoryData<string> Valid => [.. Names("valid")];

    public static TheoryData<string> Invalid => [.. Names("invalid")];

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Lint_ValidCase_FindsNothing(string name) => Assert.Empty(await LintAsync(Path.Combine(Root, "valid", name)));

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Lint_InvalidCase_FindsWhatItExpects(string name)
    {
        var folder = Path.Combine(Root, "invalid", name);
        var expected = await File.ReadAllLinesAsync(Path.Combine(folder, "expected.txt"), TestContext.Current.CancellationToken);

        var problem = Assert.Single(await LintAsync(folder));

        Assert.Equal(expected[0], problem.Rule);
        Assert.Equal(expected[1], $"{problem.What}. {problem.Remedy}");
    }

    /// <summary>What all checks say of the case's graph.</summary>
    internal static async Task<IReadOnlyList<Problem>> LintAsync(string folder)
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var prometheus = builder.AddPrometheus("prometheus");
        var loki = builder.AddLoki("loki");
        prometheus
            .WithScrapeTarget(builder.AddNodeExporter("node-exporter"))
            .WithScrapeTarget(builder.AddAlertmanager("alertmanager"))
            .WithScrapeTarget(builder.AddPushgateway("pushgateway"))
            .WithScrapeTarget(loki);
        builder.AddAlloy("alloy").WithLogStore(loki);
        var grafana = builder.AddGrafana("grafana").WithDataSource(prometheus).WithDataSource(loki)
            .WithDataSource(builder.AddInfluxDB("influxdb").WithBucket("metrics"));
        if (Directory.Exists(Path.Combine(folder, "rules")))
        {
            prometheus.WithRules(Path.Combine(folder, "rules"));
        }

        if (Directory.Exists(Path.Combine(folder, "log-rules")))
        {
            loki.WithRules(Path.Combine(folder, "log-rules"));
        }

        if (Directory.Exists(Path.Combine(folder, "dashboards")))
        {
            grafana.WithDashboards(Path.Combine(folder, "dashboards"));
        }

        if (Directory.Exists(Path.Combine(folder, "alerts")))
        {
            grafana.WithAlertRules(Path.Combine(folder, "alerts"));
        }

        await using var application = builder.Build();
        return await StackValidation.FindAsync(application.Services.GetServices<IStackCheck>(), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Names(string kind) =>
        Directory.GetDirectories(Path.Combine(Root, kind)).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);
}
