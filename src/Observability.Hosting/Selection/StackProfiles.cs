using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Selection;

/// <summary>Named sets of resources, of which one is run. The first is the default; <c>all</c> is everything.</summary>
public sealed class StackProfiles
{
    /// <summary>Name of the profile that has every resource of the graph.</summary>
    public const string All = "all";

    private readonly List<(string Name, IReadOnlyList<IResource> Members)> _profiles = [];

    /// <summary>The profiles in the order in which they were added.</summary>
    internal IReadOnlyList<(string Name, IReadOnlyList<IResource> Members)> Profiles => _profiles;

    /// <summary>Adds a profile.</summary>
    /// <param name="name">Name for <c>Stack:Profile</c>.</param>
    /// <param name="resources">What it runs. A connection to a resource of another profile is left out of the configuration.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public StackProfiles Add(string name, params IResourceBuilder<IResource>[] resources)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(resources);
        if (name == All || _profiles.Exists(profile => profile.Name == name))
        {
            throw new ArgumentException($"There is a profile '{name}' already.", nameof(name));
        }

        _profiles.Add((name, [.. resources.Select(builder => builder.Resource)]));
        return this;
    }
}
