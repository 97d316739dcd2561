using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Cuts the line of numbers, or of time, into pieces that follow each other.</summary>
internal abstract class Interval
{
    /// <summary>The key of the piece that a value is in.</summary>
    /// <param name="value">The value: a number's, or the moment's milliseconds.</param>
    public abstract long KeyOf(double value);

    /// <summary>The key of the next piece.</summary>
    public abstract long Next(long key);

    /// <summary>How many pieces lie from one key to another, both included; no more than needed to know that there are too many.</summary>
    public virtual long CountTo(long first, long last)
    {
        long count = 1;
        for (var key = first; key < last && count <= Queries.SearchBudget.MostBuckets + 1; key = Next(key))
        {
            count++;
        }

        return count;
    }

    /// <summary>Where the piece ends, for who wants to know for the next value whether it is in the same one.</summary>
    public virtual double EndOf(long key) => StartOf(Next(key));

    /// <summary>Where the piece begins.</summary>
    public abstract double StartOf(long key);

    /// <summary>Writes the key into a bucket.</summary>
    public abstract void WriteKey(JsonObject bucket, long key);

    /// <summary>The key as text, where buckets have names.</summary>
    public abstract string Name(long key);

    /// <summary>How many steps lie from one number to another, both included, however far apart they are.</summary>
    protected static long Count(long first, long last, long step) => last < first
        ? 0
        : (long)Math.Min(unchecked((ulong)last - (ulong)first) / (ulong)step, (ulong)long.MaxValue - 1) + 1;
}
