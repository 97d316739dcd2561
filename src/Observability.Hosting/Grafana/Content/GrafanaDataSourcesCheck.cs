using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Grafana.Content;

/// <summary>Finds data sources that Grafana would refuse or take for each other.</summary>
internal sealed partial class GrafanaDataSourcesCheck(DistributedApplicationModel model) : IStackCheck
{
    private const string Field = "WithDataSource";

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. model.Resources.OfType<IGrafana>().SelectMany(Check)]);

    private static IEnumerable<Problem> Check(IGrafana grafana)
    {
        var sources = GrafanaDataSources.Declared(grafana);
        foreach (var source in sources.Where(source => !Uid().IsMatch(source.Uid)))
        {
            yield return new Problem(
                grafana.Name, Field, $"'{source.Uid}' cannot be the identifier of a data source", "Use at most 40 letters, digits, - and _.");
        }

        foreach (var uid in FindRepeated(sources.Select(source => source.Uid)))
        {
            yield return new Problem(grafana.Name, Field, $"two data sources have the identifier '{uid}'", "Give one of the stores another name.");
        }

        foreach (var name in FindRepeated(sources.Select(source => source.Name)))
        {
            yield return new Problem(grafana.Name, Field, $"two data sources have the name '{name}'", "Give one of the stores another name.");
        }
    }

    private static IEnumerable<string> FindRepeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$")]
    private static partial Regex Uid();
}
