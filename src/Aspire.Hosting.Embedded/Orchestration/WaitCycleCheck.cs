using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds resources that wait for each other.</summary>
internal static class WaitCycleCheck
{
    /// <summary>One problem for each cycle.</summary>
    public static IEnumerable<string> Find(IEnumerable<IResource> resources)
    {
        HashSet<IResource> done = new(ReferenceEqualityComparer.Instance);
        List<IResource> path = [];
        List<string> problems = [];
        foreach (var resource in resources)
        {
            Visit(resource, path, done, problems);
        }

        return problems;
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done, List<string> problems)
    {
        var start = path.FindIndex(visited => ReferenceEquals(visited, resource));
        if (start >= 0)
        {
            var cycle = path[start..].Append(resource).Select(member => member.Name);
            problems.Add($"{resource.Name}: WaitFor: resources wait for each other: {string.Join(" -> ", cycle)}. Remove one of these waits.");
            return;
        }

        if (done.Contains(resource))
        {
            return;
        }

        path.Add(resource);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            Visit(wait.Resource, path, done, problems);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}
