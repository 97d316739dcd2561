using System.Text;

namespace Observability.StandIns.Points.Storage;

/// <summary>Measurements, series and fields of one bucket, in memory. Everything in it is used under <see cref="Gate"/>.</summary>
internal sealed class BucketIndex
{
    private readonly Dictionary<byte[], Series> _series = new(KeyComparer.Instance);
    private readonly Dictionary<byte[], Series>.AlternateLookup<ReadOnlySpan<byte>> _byKey;

    /// <summary>Makes an empty one.</summary>
    public BucketIndex(string id)
    {
        Id = id;
        _byKey = _series.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The bucket's identifier.</summary>
    public string Id { get; }

    /// <summary>True once the bucket is deleted: what is still on its way to it is lost, as the bucket is.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Guards the index and all that hangs on it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Measurements by name.</summary>
    public SortedDictionary<string, Measurement> Measurements { get; } = new(StringComparer.Ordinal);

    /// <summary>How many series there are.</summary>
    public int SeriesCount => _series.Count;

    /// <summary>The series of a key in line protocol, where it is spelt as this server would spell it.</summary>
    public Series? Find(ReadOnlySpan<byte> key) => _byKey.TryGetValue(key, out var series) ? series : null;

    /// <summary>Finds or makes the series.</summary>
    /// <param name="measurement">Name of the measurement.</param>
    /// <param name="tags">Its tags, sorted by key.</param>
    public Series FindOrAdd(string measurement, KeyValuePair<string, string>[] tags)
    {
        var key = SeriesKey.Write(measurement, tags);
        var bytes = Encoding.UTF8.GetBytes(key);
        if (_series.TryGetValue(bytes, out var known))
        {
            return known;
        }

        if (!Measurements.TryGetValue(measurement, out var owner))
        {
            owner = new Measurement(this, measurement);
            Measurements.Add(measurement, owner);
        }

        var series = new Series(owner, tags, key);
        owner.Series.Add(series);
        _series.Add(bytes, series);
        return series;
    }

    /// <summary>Forgets a series that has no column left.</summary>
    public void Remove(Series series)
    {
        _series.Remove(Encoding.UTF8.GetBytes(series.Key));
        series.Measurement.Series.Remove(series);
        if (series.Measurement.Series.Count == 0)
        {
            Measurements.Remove(series.Measurement.Name);
        }
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
