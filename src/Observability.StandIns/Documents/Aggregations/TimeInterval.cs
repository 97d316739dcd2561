using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Dates;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Pieces of time: all of so many milliseconds, or days, months and the like of a calendar.</summary>
/// <param name="unit">Unit of the calendar; null where all are of the same length.</param>
/// <param name="size">Length in milliseconds where all are of the same.</param>
/// <param name="offset">By how much they begin later, in milliseconds.</param>
/// <param name="zone">Where days begin.</param>
/// <param name="format">How moments are written.</param>
internal sealed class TimeInterval(char? unit, long size, long offset, Zone zone, DateFormat format) : Interval
{
    /// <inheritdoc/>
    public override long KeyOf(double value)
    {
        var moment = (long)value - offset;
        if (unit is null && zone == Zone.Utc)
        {
            return Floor(moment) + offset;
        }

        var ahead = zone.OffsetAt(moment);
        var begin = unit is { } calendar ? DateMath.Floor(moment + ahead, calendar) : Floor(moment + ahead);

        // Of an hour that comes twice, as clocks are set back, the second is a piece of its own; a day begins but once.
        var key = Length > 0 && zone.OffsetAt(begin - ahead) == ahead ? begin - ahead : zone.ToMoment(begin);
        return key + offset;
    }

    /// <inheritdoc/>
    public override long Next(long key)
    {
        if (unit is null && zone.IsFixed)
        {
            return key + size;
        }

        var local = key - offset + zone.OffsetAt(key - offset);
        var next = zone.ToMoment(unit is { } calendar ? DateMath.Add(local, calendar, 1) : local + size) + offset;

        if (Length > 0 && key + Length < next && KeyOf(key + Length) == key + Length)
        {
            return key + Length;
        }

        // Where clocks are set back or forward the next piece may begin at an hour that is not one of the calendar's.
        return next > key ? next : key + (unit is null ? size : 3_600_000);
    }

    /// <inheritdoc/>
    public override long CountTo(long first, long last) =>
        unit is null && zone.IsFixed ? Count(first, last, size) : base.CountTo(first, last);

    /// <inheritdoc/>
    public override double StartOf(long key) => key;

    /// <inheritdoc/>
    public override void WriteKey(JsonObject bucket, long key)
    {
        bucket["key_as_string"] = Name(key);
        bucket["key"] = key;
    }

    /// <inheritdoc/>
    public override string Name(long key) => format.Write(key, zone);

    // Of days and longer ones of a calendar there is none.
    private long Length => unit switch { null => size, 's' => 1_000, 'm' => 60_000, 'h' => 3_600_000, _ => 0 };

    private long Floor(long value) => value - (((value % size) + size) % size);
}
