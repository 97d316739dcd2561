using System.ComponentModel;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;
using YamlDotNet.Core;

namespace Observability.Hosting.Prometheus;

/// <summary>
/// Checks the rule files of every Prometheus: that they are there, that they are YAML and, where promtool is
/// installed, that Prometheus would load them.
/// </summary>
internal sealed class PrometheusRulesCheck(DistributedApplicationModel model, IToolRunner tools) : IStackCheck
{
    private const string Field = "WithRules";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var prometheus in model.Resources.OfType<IPrometheus>())
        {
            var files = new List<string>();
            foreach (var path in prometheus.Annotations.OfType<PrometheusSettings>().Last().RulePaths)
            {
                var found = PrometheusRules.FindFiles(path);
                if (found.Count == 0)
                {
                    problems.Add(new Problem(prometheus.Name, Field, $"{path} is no rule file and no folder with any", "Name a .yml file or a folder of them."));
                }

                files.AddRange(found);
            }

            problems.AddRange(FindSameNames(prometheus.Name, files));
            if (files.Count > 0)
            {
                // Side by side: promtool takes its time, and what it says of a file that is no YAML is said better here.
                var fromPromtool = Task.Run(() => CheckWithPromtool(prometheus.Name, files), cancellationToken);
                var unreadable = files.Where(file => !CheckYaml(prometheus.Name, file, problems)).ToList();
                problems.AddRange((await fromPromtool.ConfigureAwait(false)).Where(problem =>
                    unreadable.Count == 0 || !unreadable.Exists(file => problem.What.Contains(file, StringComparison.Ordinal))));
            }
        }

        return problems;
    }

    private static IEnumerable<Problem> FindSameNames(string resource, IEnumerable<string> files) =>
        files.GroupBy(file => Path.GetFileName(file), StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new Problem(
                resource, Field, $"{string.Join(" and ", group)} have one name, and only one could be loaded", "Rename one of them."));

    private static bool CheckYaml(string resource, string file, List<Problem> problems)
    {
        try
        {
            YamlNodes.Read(file);
            return true;
        }
        catch (YamlException error)
        {
            problems.Add(new Problem(
                resource, Field, $"{file}:{error.Start.Line}:{error.Start.Column}: {error.Message.TrimEnd('.')}", "Mend the file."));
            return false;
        }
    }

    private IEnumerable<Problem> CheckWithPromtool(string resource, IReadOnlyList<string> files)
    {
        ToolResult result;
        try
        {
            result = tools.Run("promtool", ["check", "rules", .. files], s_patience);
        }
        catch (Exception error) when (error is Win32Exception or TimeoutException)
        {
            // Not installed, as with a Prometheus in a container, or the machine has no time for it: Prometheus itself says at its
            // start what is wrong.
            return [];
        }

        return result.ExitCode == 0 ? [] : ReadFailures(resource, files, result.Output);
    }

    /// <summary>
    /// Reads promtool's findings, which look so:
    /// <code>
    /// Checking rules/bad.yml
    ///   FAILED:
    /// rules/bad.yml: 5:15: group "host", rule 1, "HostDown": could not parse expression: …
    /// </code>
    /// </summary>
    private static IEnumerable<Problem> ReadFailures(string resource, IReadOnlyList<string> files, string output)
    {
        var findings = output.Split('\n')
            .Select(line => line.Trim())
            .Where(line => files.Any(file => line.StartsWith(file + ":", StringComparison.Ordinal)))
            .ToList();
        return (findings.Count > 0 ? findings : [output.Trim()])
            .Select(finding => new Problem(resource, Field, finding.TrimEnd('.'), "Mend the rule."));
    }
}
