using System.Collections.Immutable;

namespace Observability.StandIns.Points.Metadata;

/// <summary>The items of one kind, in memory and in the file; who reads sees a whole list whatever changes meanwhile.</summary>
/// <param name="file">Where they are kept.</param>
internal sealed class MetadataSet<T>(MetadataFile file)
    where T : class, IMetadata
{
    private readonly Lock _lock = new();
    private ImmutableList<T> _items = [.. file.Read<T>()];

    /// <summary>All of them, in the order they were made.</summary>
    public IReadOnlyList<T> All => _items;

    /// <summary>The one of an identifier, or null.</summary>
    public T? Find(string id) => _items.FirstOrDefault(item => item.Id == id);

    /// <summary>Adds it, or puts it in the place of the one with its identifier.</summary>
    public T Save(T item)
    {
        lock (_lock)
        {
            file.Save(item);
            var index = _items.FindIndex(known => known.Id == item.Id);
            _items = index < 0 ? _items.Add(item) : _items.SetItem(index, item);
            return item;
        }
    }

    /// <summary>Adds it unless there is one that it must not stand beside; then null.</summary>
    public T? TryAdd(T item, Func<T, bool> excludes)
    {
        lock (_lock)
        {
            return _items.Any(excludes) ? null : Save(item);
        }
    }

    /// <summary>Removes those that fit.</summary>
    public void Remove(Func<T, bool> fits)
    {
        lock (_lock)
        {
            foreach (var item in _items.Where(fits).ToList())
            {
                file.Delete(item);
                _items = _items.Remove(item);
            }
        }
    }
}
