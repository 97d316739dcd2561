using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>Steps in an order in which each comes after those that it depends on.</summary>
internal sealed class PipelineGraph
{
    private readonly List<PlannedStep> _ordered = [];

    private PipelineGraph()
    {
    }

    /// <summary>All steps in order.</summary>
    public IReadOnlyList<PlannedStep> Ordered => _ordered;

    /// <summary>Orders the steps.</summary>
    /// <exception cref="DistributedApplicationException">
    /// Names that are declared twice or not at all, or cycles; all of them are listed.
    /// </exception>
    public static PipelineGraph Create(IReadOnlyList<PipelineStep> steps, string wanted)
    {
        var problems = new List<string>();
        var byName = new Dictionary<string, PlannedStep>(steps.Count, StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!byName.TryAdd(step.Name, new PlannedStep(step, [])))
            {
                problems.Add($"step '{step.Name}' is declared twice, by {Owner(byName[step.Name].Step)} and by {Owner(step)}");
            }
        }

        if (!byName.ContainsKey(wanted))
        {
            problems.Add($"there is no step '{wanted}'; there are: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}");
        }

        Relate(steps, byName, problems);
        var graph = new PipelineGraph();
        graph.Order([.. byName.Values], problems);
        return problems.Count == 0
            ? graph
            : throw new DistributedApplicationException(
                "The steps of the pipeline do not fit together:" + string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}")));
    }

    /// <summary>The step of that name and everything that it depends on, in order.</summary>
    public IReadOnlyList<PlannedStep> Closure(string name)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal) { name };
        var closure = new List<PlannedStep>();
        for (var index = _ordered.Count - 1; index >= 0; index--)
        {
            if (wanted.Contains(_ordered[index].Step.Name))
            {
                closure.Add(_ordered[index]);
                wanted.UnionWith(_ordered[index].DependsOn);
            }
        }

        closure.Reverse();
        return closure;
    }

    // Folds "required by" into "depends on".
    private static void Relate(IReadOnlyList<PipelineStep> steps, Dictionary<string, PlannedStep> byName, List<string> problems)
    {
        foreach (var step in steps)
        {
            foreach (var name in step.DependsOnSteps)
            {
                if (byName.ContainsKey(name))
                {
                    byName[step.Name].DependsOn.Add(name);
                }
                else
                {
                    problems.Add($"step '{step.Name}' of {Owner(step)} depends on '{name}', which does not exist");
                }
            }

            foreach (var name in step.RequiredBySteps)
            {
                if (byName.TryGetValue(name, out var dependent))
                {
                    dependent.DependsOn.Add(step.Name);
                }
                else
                {
                    problems.Add($"step '{step.Name}' of {Owner(step)} is required by '{name}', which does not exist");
                }
            }
        }
    }

    private void Order(List<PlannedStep> steps, List<string> problems)
    {
        var open = steps.ToDictionary(step => step.Step.Name, step => step.DependsOn.Count, StringComparer.Ordinal);
        var dependents = steps
            .SelectMany(step => step.DependsOn, (step, dependency) => (dependency, step))
            .ToLookup(pair => pair.dependency, pair => pair.step, StringComparer.Ordinal);
        var ready = new Queue<PlannedStep>(steps.Where(step => step.DependsOn.Count == 0));
        while (ready.TryDequeue(out var next))
        {
            _ordered.Add(next);
            open.Remove(next.Step.Name);
            foreach (var dependent in dependents[next.Step.Name])
            {
                if (--open[dependent.Step.Name] == 0)
                {
                    ready.Enqueue(dependent);
                }
            }
        }

        // What is left waits for itself, directly or not.
        var left = steps.Where(step => open.ContainsKey(step.Step.Name)).ToDictionary(step => step.Step.Name, StringComparer.Ordinal);
        while (FindCycle(left) is { } cycle)
        {
            problems.Add($"steps wait for each other: {string.Join(" -> ", cycle)}");
            foreach (var name in cycle)
            {
                left.Remove(name);
            }
        }
    }

    private static List<string>? FindCycle(Dictionary<string, PlannedStep> left)
    {
        // A step without a dependency among the rest only waits for a cycle that was found already.
        for (var free = Free(left); free.Count > 0; free = Free(left))
        {
            free.ForEach(name => left.Remove(name));
        }

        if (left.Count == 0)
        {
            return null;
        }

        var path = new List<string>();
        var current = left.Keys.Min(StringComparer.Ordinal)!;
        while (!path.Contains(current))
        {
            path.Add(current);
            current = left[current].DependsOn.First(left.ContainsKey);
        }

        return [.. path.SkipWhile(name => name != current), current];
    }

    private static List<string> Free(Dictionary<string, PlannedStep> left) =>
        [.. left.Values.Where(step => !step.DependsOn.Any(left.ContainsKey)).Select(step => step.Step.Name)];

    private static string Owner(PipelineStep step) => step.Resource is { } resource ? $"resource '{resource.Name}'" : "the pipeline";
}
