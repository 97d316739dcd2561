using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>
/// The resources of a model, with an index by name. No two may have the same name: the orchestrator, the dashboard and a
/// cluster all know a resource by it.
/// </summary>
internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    private readonly Dictionary<string, IResource> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ResourceCollection()
    {
    }

    public ResourceCollection(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            Add(resource);
        }
    }

    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource) => _byName.TryGetValue(name, out resource);

    protected override void InsertItem(int index, IResource item)
    {
        ArgumentNullException.ThrowIfNull(item);
        AddName(item);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, IResource item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var old = this[index];
        _byName.Remove(old.Name);
        try
        {
            AddName(item);
        }
        catch
        {
            _byName.Add(old.Name, old);
            throw;
        }

        base.SetItem(index, item);
    }

    protected override void RemoveItem(int index)
    {
        _byName.Remove(this[index].Name);
        base.RemoveItem(index);
    }

    protected override void ClearItems()
    {
        _byName.Clear();
        base.ClearItems();
    }

    private void AddName(IResource item)
    {
        if (_byName.TryGetValue(item.Name, out var other))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource '{item.Name}' of type {item.GetType().Name}: resource '{other.Name}' of type "
                + $"{other.GetType().Name} is already there, and names are compared without regard to case. Give one of them another name.");
        }

        _byName.Add(item.Name, item);
    }
}
