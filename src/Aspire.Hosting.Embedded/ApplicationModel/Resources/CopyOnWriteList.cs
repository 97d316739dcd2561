using System.Collections;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>
/// A list for few items that are read often and from several threads: the starts of the resources, the health checks and
/// the dashboard all enumerate annotations while event handlers may still add some.
/// </summary>
internal sealed class CopyOnWriteList<T> : IList<T>
{
    private readonly Lock _lock = new();
    private volatile T[] _items = [];

    public int Count => _items.Length;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => _items[index];
        set
        {
            lock (_lock)
            {
                var copy = (T[])_items.Clone();
                copy[index] = value;
                _items = copy;
            }
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _items = [.. _items, item];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _items = [];
        }
    }

    public bool Contains(T item) => IndexOf(item) >= 0;

    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public int IndexOf(T item) => Array.IndexOf(_items, item);

    public void Insert(int index, T item)
    {
        lock (_lock)
        {
            // Collection<T>.Add passes its Count, which another thread may have overtaken: that is still an append.
            var at = Math.Min(index, _items.Length);
            _items = [.. _items[..at], item, .. _items[at..]];
        }
    }

    public bool Remove(T item)
    {
        lock (_lock)
        {
            var index = Array.IndexOf(_items, item);
            if (index < 0)
            {
                return false;
            }

            _items = [.. _items[..index], .. _items[(index + 1)..]];
            return true;
        }
    }

    public void RemoveAt(int index)
    {
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _items.Length);
            _items = [.. _items[..index], .. _items[(index + 1)..]];
        }
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
