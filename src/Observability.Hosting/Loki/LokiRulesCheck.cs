using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Loki;

/// <summary>Checks the rule files of every Loki: that they are there and that Loki can read them.</summary>
internal sealed class LokiRulesCheck(DistributedApplicationModel model) : IStackCheck
{
    private const string Field = "WithRules";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var loki in model.Resources.OfType<ILoki>())
        {
            var settings = loki.Annotations.OfType<LokiSettings>().Last();
            problems.AddRange(settings.RulePaths.Where(path => LokiRuleFile.Find(path).Count == 0).Select(path => new Problem(
                loki.Name, Field, $"{path} is no rule file and no folder with any", "Name a .yml file or a folder of them.")));
            problems.AddRange(FindSameNames(loki.Name, settings.RuleFiles));
            foreach (var file in settings.RuleFiles)
            {
                var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
                problems.AddRange(LokiRuleFile.FindMistakes(text)
                    .Select(mistake => new Problem(loki.Name, Field, $"{file}:{mistake}", "Mend the file.")));
            }
        }

        return problems;
    }

    private static IEnumerable<Problem> FindSameNames(string resource, IEnumerable<string> files) =>
        files.GroupBy(file => Path.GetFileName(file), StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new Problem(
                resource, Field, $"{string.Join(" and ", group)} have one name, and only one could be loaded", "Rename one of them."));
}
