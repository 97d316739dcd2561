using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Ruling;

namespace Observability.StandIns.Tests.Logs;

/// <summary>The ruler: files are read, alerts are evaluated and sent.</summary>
[Tier(Tier.Process)]
public sealed class RulerTests
{
    private const string Tenant = "team";
    private const string Rules = """
        groups:
          - name: errors
            interval: 1s
            rules:
              - alert: ManyErrors
                expr: sum by (app) (count_over_time({app=~".+"} |= "error" [1m])) > 1
                labels:
                  severity: page
                  owner: "{{ $labels.app }}-team"
                annotations:
                  summary: "{{ $labels.app | toUpper }} has {{ $value }} errors"
              - alert: Patient
                expr: sum(count_over_time({app="web"}[1m])) > 0
                for: 1h
              - record: app:lines:rate
                expr: sum(rate({app="web"}[1m]))
        """;

    [Fact]
    public async Task Alert_Fires_ReachesTheAlertmanagerWithLabelsAndAnnotations()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await StartAsync(alertmanager);

        await logs.KeepAsync(
            Tenant, "app=web", (RunningLogs.Now, "error 1"), (RunningLogs.Now + 1, "error 2"), (RunningLogs.Now + 2, "fine"));
        await logs.KeepAsync("others", "app=api", (RunningLogs.Now, "error 1"), (RunningLogs.Now + 1, "error 2"));
        var alert = await Eventually.BecomesAsync("the alert arrives", () =>
            alertmanager.Alerts.FirstOrDefault(), found => found.ValueKind == JsonValueKind.Object, Deadline.DataFlow);

        var labels = alert.GetProperty("labels");
        Assert.Equal(
            [("alertname", "ManyErrors"), ("app", "web"), ("owner", "web-team"), ("severity", "page")],
            labels.EnumerateObject().Select(label => (label.Name, label.Value.GetString()!)).Order());
        Assert.Equal("WEB has 2 errors", alert.GetProperty("annotations").GetProperty("summary").GetString());
        var (starts, ends) = (alert.GetProperty("startsAt").GetDateTimeOffset(), alert.GetProperty("endsAt").GetDateTimeOffset());
        Assert.True(ends > starts);
        Assert.DoesNotContain(alertmanager.Alerts, other => other.GetProperty("labels").GetProperty("app").GetString() == "api");
    }

    [Fact]
    public async Task Alerts_Api_ShowsPendingAndFiring()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await StartAsync(alertmanager);
        await logs.KeepAsync(Tenant, "app=web", (RunningLogs.Now, "error 1"), (RunningLogs.Now + 1, "error 2"));

        var states = await Eventually.BecomesAsync(
            "both are there",
            async _ => (await logs.GetAsync("/prometheus/api/v1/alerts", Tenant)).GetProperty("data").GetProperty("alerts").EnumerateArray()
                .Select(alert => (alert.GetProperty(
                    "labels").GetProperty("alertname").GetString()!, alert.GetProperty("state").GetString()!)).Order().ToList(),
            alerts => alerts.Count == 2 && alerts[0].Item2 == "firing",
            Deadline.DataFlow);
        var groups = (await logs.GetAsync("/prometheus/api/v1/rules?type=alert", Tenant)).GetProperty("data").GetProperty("groups");

        Assert.Equal([("ManyErrors", "firing"), ("Patient", "pending")], states);
        var group = Assert.Single(groups.EnumerateArray());
        Assert.Equal("stack.yaml", group.GetProperty("file").GetString());
        Assert.Equal(
            [("ManyErrors", "firing", "ok"), ("Patient", "pending", "ok")],
            group.GetProperty("rules").EnumerateArray().Select(rule =>
                (rule.GetProperty("name").GetString()!, rule.GetProperty("state").GetString()!, rule.GetProperty("health").GetString()!)));
    }

    [Fact]
    public async Task Alert_NoMoreLines_IsResolved()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await StartAsync(alertmanager, Rules.Replace("[1m]", "[3s]", StringComparison.Ordinal));

        await logs.KeepAsync(Tenant, "app=web", (RunningLogs.Now, "error 1"), (RunningLogs.Now + 1, "error 2"));

        await Eventually.HoldsAsync(
            "an end in the past arrives",
            () => alertmanager.Alerts.Any(alert => alert.GetProperty("endsAt").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow()),
            Deadline.DataFlow);
    }

    [Fact]
    public async Task Rules_OwnApi_ListsThemAsYaml()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await StartAsync(alertmanager);
        await Eventually.HoldsAsync(
            "they are loaded", async _ => (await logs.TryGetAsync("/loki/api/v1/rules", Tenant)).Status == 200, Deadline.InProcess);

        var (_, all) = await logs.TryGetAsync("/loki/api/v1/rules", Tenant);
        var (status, one) = await logs.TryGetAsync("/loki/api/v1/rules/stack.yaml/errors", Tenant);

        Assert.StartsWith("stack.yaml:", all, StringComparison.Ordinal);
        Assert.Contains("alert: ManyErrors", all, StringComparison.Ordinal);
        Assert.Equal(200, status);
        Assert.StartsWith("name: errors", one, StringComparison.Ordinal);
        Assert.Equal(404, (await logs.TryGetAsync("/loki/api/v1/rules/stack.yaml/none", Tenant)).Status);
        Assert.Equal(404, (await logs.TryGetAsync("/loki/api/v1/rules", "others")).Status);
    }

    [Fact]
    public async Task Rules_WithMistakes_AreNamedAndTheOthersWork()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, folder =>
        {
            folder.Write($"rules/{Tenant}/good.yaml", Rules);
            folder.Write($"rules/{Tenant}/bad.yaml", "groups: [{name: g, rules: [{alert: A, expr: 'rate({app=\"web\"'}]}]");
            folder.Write($"rules/{Tenant}/lines.yaml", "groups: [{name: g, rules: [{alert: A, expr: '{app=\"web\"}'}]}]");
        }, ruler: $"alertmanager_url: {alertmanager.Url}");

        await Eventually.HoldsAsync("the mistakes are logged", () =>
            logs.Output.Contains("bad.yaml: groups[0].rules[0].expr: parse error at line 1", StringComparison.Ordinal)
            && logs.Output.Contains("lines.yaml: groups[0].rules[0].expr:", StringComparison.Ordinal)
            && logs.Output.Contains("recording rule 'app:lines:rate'", StringComparison.Ordinal), Deadline.InProcess);
        Assert.Equal(200, (await logs.TryGetAsync("/loki/api/v1/rules/good.yaml/errors", Tenant)).Status);
    }

    [Fact]
    public void Rules_FolderGoesMeanwhile_IsAProblemAndTheOthersAreRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/bad.yaml", "groups: [");
        var gone = Path.GetDirectoryName(folder.Write("b/rules.yaml", Rules))!;
        folder.Write("c/rules.yaml", Rules);
        var problems = new ObservableCollection<string>();
        problems.CollectionChanged += (_, _) =>
        {
            // The first of a file that is read before the folder, and after the folders were listed.
            if (Directory.Exists(gone))
            {
                Directory.Delete(gone, recursive: true);
            }
        };

        var files = new RuleFiles(new RulerSettings(
            folder.Path, [], TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, string.Empty, []));
        var groups = files.Read(problems);

        Assert.Equal("c", Assert.Single(groups).Tenant);
        Assert.Contains(problems, problem => problem.StartsWith($"{gone}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExternalLabels_OfANameThatAnAlertHas_DoNotReplaceItsOwn()
    {
        await using var alertmanager = await AlertReceiver.StartAsync();
        await using var logs = await StartAsync(
            alertmanager,
            """
            groups:
              - name: clusters
                interval: 1s
                rules:
                  - alert: Some
                    expr: sum by (cluster) (count_over_time({app="x"}[1m])) > 0
                  - alert: Sum
                    expr: sum(count_over_time({app="x"}[1m])) > 0
            """,
            "\nexternal_labels: {cluster: lab, site: home}");

        await logs.KeepAsync(Tenant, "app=x,cluster=a", (RunningLogs.Now, "1"));
        await logs.KeepAsync(Tenant, "app=x,cluster=b", (RunningLogs.Now, "1"));

        var alerts = await Eventually.BecomesAsync(
            "all three arrive",
            () => alertmanager.Alerts.Select(alert => alert.GetProperty("labels")).Select(labels => string.Join(
                ' ', labels.GetProperty("alertname"), labels.GetProperty("cluster"), labels.GetProperty("site"))).Distinct().Order().ToList(),
            found => found.Count >= 3,
            Deadline.DataFlow);
        Assert.Equal(["Some a home", "Some b home", "Sum lab home"], alerts);
    }

    private static Task<RunningLogs> StartAsync(AlertReceiver alertmanager, string rules = Rules, string more = "") => RunningLogs.StartAsync(
        new StandInBackend().Command,
        folder => folder.Write($"rules/{Tenant}/stack.yaml", rules),
        ruler: string.Create(
            CultureInfo.InvariantCulture, $"alertmanager_url: {alertmanager.Url}\nevaluation_interval: 1s\nresend_delay: 1s{more}"));
}
