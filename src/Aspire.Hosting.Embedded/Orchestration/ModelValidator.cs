using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds, before anything of the model starts, all that would keep it from starting.</summary>
internal sealed class ModelValidator(DistributedApplicationModel model, IConfiguration configuration)
{
    private const string SearchPath = "PATH";

    /// <summary>Every problem, in the form <c>resource: field: what. Remedy</c>.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        IResource[] resources = [.. model.Resources];
        var files = new FileCheck(configuration[WellKnownConfiguration.AppHostDirectory] ?? Directory.GetCurrentDirectory(), configuration[SearchPath]);
        var randomPorts = bool.TryParse(configuration[WellKnownConfiguration.RandomizePorts], out var random) && random;
        return
        [
            .. WaitCycleCheck.Find(resources),
            .. ParameterCheck.Find(resources),
            .. files.Find(resources),
            .. randomPorts ? [] : PortCheck.Find(resources),
        ];
    }

    /// <summary>Throws where there is a problem.</summary>
    /// <param name="outcome">What did not happen because of them, for the message.</param>
    /// <param name="problems">The problems; one may have several lines.</param>
    /// <exception cref="DistributedApplicationException">The message lists all of them.</exception>
    public static void ThrowIfAny(string outcome, IEnumerable<string> problems)
    {
        List<string> list = [.. problems.SelectMany(SplitLines).Distinct(StringComparer.Ordinal)];
        if (list.Count == 1)
        {
            throw new DistributedApplicationException(list[0]);
        }

        if (list.Count > 1)
        {
            throw new DistributedApplicationException(
                $"{outcome}, there are {list.Count} problems:{string.Concat(list.Select(problem => $"{Environment.NewLine}  - {problem}"))}");
        }
    }

    // An event handler may report several problems in one message, one a line.
    private static string[] SplitLines(string problem) =>
        problem.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
