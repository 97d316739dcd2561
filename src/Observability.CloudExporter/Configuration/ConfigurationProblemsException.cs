namespace Observability.CloudExporter.Configuration;

/// <summary>Everything that is wrong with the configuration, at once.</summary>
internal sealed class ConfigurationProblemsException(IReadOnlyList<string> problems)
    : Exception(Describe(problems))
{
    /// <summary>One entry a problem, each naming the key and the remedy.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    private static string Describe(IReadOnlyList<string> problems) =>
        $"cloud exporter: the configuration has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:"
        + string.Concat(problems.Select(static problem => $"{Environment.NewLine}  - {problem}"));
}
