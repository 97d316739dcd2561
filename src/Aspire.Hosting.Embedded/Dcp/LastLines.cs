namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The last lines that a process wrote, as evidence when it fails.</summary>
internal sealed class LastLines(int capacity)
{
    private readonly Queue<string> _lines = new();

    /// <summary>Adds a line and drops the oldest beyond the capacity.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>Returns the first line that something can be made of, as that; null where there is none.</summary>
    public T? Find<T>(Func<string, T?> read)
        where T : class
    {
        lock (_lines)
        {
            return _lines.Select(read).FirstOrDefault(static found => found is not null);
        }
    }

    /// <summary>Returns the lines, one below the other.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
