namespace Observability.StandIns.Documents.Aggregations;

/// <summary>So many buckets for each owner, made when it gets its first document.</summary>
internal sealed class FixedBuckets(int count, Func<int> add)
{
    private int[] _first = [];

    /// <summary>The first of an owner's buckets; -1 where it has none.</summary>
    public int Find(int owner) => owner < _first.Length ? _first[owner] : -1;

    /// <summary>The first of an owner's buckets, which are made where it has none.</summary>
    public int FindOrAdd(int owner)
    {
        Grown.Ensure(ref _first, owner, -1);
        if (_first[owner] < 0)
        {
            _first[owner] = add();
            for (var i = 1; i < count; i++)
            {
                add();
            }
        }

        return _first[owner];
    }
}
