using Observability.LogQL;
using Observability.StandIns.Configuration;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using YamlDotNet.Core;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>
/// Reads the files of rules: one folder for each tenant below the ruler's (https://grafana.com/docs/loki/latest/alert/#local). A file
/// with a mistake, or a folder that cannot be listed, gives no rules, and the others do not suffer.
/// </summary>
/// <param name="settings">Where they are.</param>
internal sealed class RuleFiles(RulerSettings settings)
{
    private const long LargestFile = 4 << 20;

    /// <summary>Reads all files.</summary>
    /// <param name="problems">Gets what is wrong, each with file and place.</param>
    public IReadOnlyList<RuleGroup> Read(ICollection<string> problems)
    {
        if (settings.Directory is not { Length: > 0 } root || !Directory.Exists(root))
        {
            return [];
        }

        var groups = new List<RuleGroup>();
        foreach (var folder in List(root, Directory.EnumerateDirectories, problems))
        {
            var tenant = Path.GetFileName(folder);
            var files = Tenants.IsValid(tenant) ? List(folder, Directory.EnumerateFiles, problems) : [];
            foreach (var file in files.Where(file => Path.GetExtension(file) is ".yml" or ".yaml"))
            {
                groups.AddRange(ReadFile(tenant, file, problems));
            }
        }

        return groups;
    }

    // A folder may be somebody else's, or go while it is looked at: those who deploy replace it as a whole.
    private static List<string> List(string folder, Func<string, IEnumerable<string>> enumerate, ICollection<string> problems)
    {
        try
        {
            return [.. enumerate(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{folder}: {error.Message}");
            return [];
        }
    }

    private List<RuleGroup> ReadFile(string tenant, string file, ICollection<string> problems)
    {
        var found = new List<string>();
        var groups = new List<RuleGroup>();
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                throw new IOException($"it is larger than {LargestFile} bytes");
            }

            var root = YamlSection.Parse(File.ReadAllText(file), found);
            groups.AddRange(root.Sections("groups").Select(section => ReadGroup(tenant, Path.GetFileName(file), section)));
            found.AddRange(root.Unread.Select(key => $"{key}: a file of rules does not have it"));
            found.AddRange(groups.CountBy(group => group.Name)
                .Where(count => count.Value > 1)
                .Select(count => $"there are {count.Value} groups '{count.Key}'"));
        }
        catch (YamlException mistake)
        {
            found.Add($"{mistake.Start.Line}:{mistake.Start.Column}: {mistake.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or LogQLException)
        {
            found.Add(error.Message);
        }

        foreach (var problem in found)
        {
            problems.Add($"{file}: {problem}");
        }

        return found.Count == 0 ? groups : [];
    }

    private RuleGroup ReadGroup(string tenant, string file, YamlSection section)
    {
        var name = section.Text("name");
        if (string.IsNullOrEmpty(name))
        {
            section.Report("name", "the group has none");
        }

        var rules = section.Sections("rules").Select(ReadRule).OfType<AlertRule>().ToList();
        var interval = LimitsReader.Duration(section, "interval");
        var text = string.Join('\n', rules.Select(rule => (rule.Name, rule.Query.Text, rule.For, rule.KeepFiringFor,
            string.Join(',', rule.Labels), string.Join(',', rule.Annotations)).ToString()));
        return new RuleGroup(
            tenant,
            file,
            name ?? string.Empty,
            interval is { Ticks: > 0 } given ? given : settings.EvaluationInterval,
            (int)(section.Number("limit") ?? 0),
            text,
            rules);
    }

    private static AlertRule? ReadRule(YamlSection section)
    {
        var (alert, record, expression) = (section.Text("alert"), section.Text("record"), section.Text("expr") ?? string.Empty);
        if (alert is null == record is null)
        {
            section.Report("alert", "a rule has either 'alert' or 'record'");
            return null;
        }

        try
        {
            var query = LogQLQuery.Parse(expression);
            if (!query.IsMetric)
            {
                section.Report("expr", $"'{expression}' gives lines; a rule needs a number, as in count_over_time(… [5m]) > 0");
            }

            return new AlertRule(
                alert ?? record!,
                record is not null,
                query,
                LimitsReader.Duration(section, "for") ?? TimeSpan.Zero,
                LimitsReader.Duration(section, "keep_firing_for") ?? TimeSpan.Zero,
                section.Section("labels")?.NamedTexts() ?? [],
                section.Section("annotations")?.NamedTexts() ?? []);
        }
        catch (LogQLException mistake)
        {
            section.Report("expr", mistake.Message);
            return null;
        }
    }
}
