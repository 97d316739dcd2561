using System.Runtime.InteropServices;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.LineProtocol;

/// <summary>
/// Finds the columns of what was parsed, making those that are new. A point with a field of another type than the measurement has
/// for it, or older than the bucket keeps, is dropped as a whole; the others are kept
/// (https://docs.influxdata.com/influxdb/v2/write-data/troubleshoot/).
/// </summary>
internal sealed class PointResolver(PointStore store)
{
    // Every series costs memory for good: whoever writes a new one with every point shall hear of it before others do.
    private const int MostSeries = 1_000_000;

    // So does every field; who puts an identifier into its name has a new one with every point, too.
    private const int MostFields = 10_000;

    /// <summary>Resolves a body.</summary>
    /// <param name="bucket">Where it is written to.</param>
    /// <param name="parsed">What was parsed.</param>
    /// <param name="oldest">Points before this time are dropped.</param>
    public WriteOutcome Resolve(BucketIndex bucket, ParsedBody parsed, long oldest)
    {
        var rows = new List<PointRow>(parsed.Fields.Count);
        var dropped = 0;
        string? reason = null;
        lock (bucket.Gate)
        {
            var fields = CollectionsMarshal.AsSpan(parsed.Fields);
            foreach (var line in parsed.Lines)
            {
                var series = bucket.Find(parsed.Body.AsSpan(line.Key));
                if (line.Time >= oldest && series is not null && TryAdd(series, parsed, fields[line.Fields], line.Time, rows))
                {
                    continue;
                }

                if (Check(bucket, parsed, line, oldest, ref series) is { } problem)
                {
                    reason ??= problem;
                    dropped++;
                    continue;
                }

                foreach (var field in fields[line.Fields])
                {
                    var text = field.Type == FieldType.String ? parsed.Text(field.Text) : null;
                    rows.Add(new PointRow(store.Column(series!, parsed.Name(field.Name), field.Type), line.Time, field.Bits, text));
                }
            }
        }

        return new WriteOutcome(rows, dropped, reason);
    }

    // The usual case, without a text made of anything: series and fields are known, and spelt as before.
    private static bool TryAdd(Series series, ParsedBody parsed, ReadOnlySpan<ParsedField> fields, long time, List<PointRow> rows)
    {
        var before = rows.Count;
        foreach (var field in fields)
        {
            var column = Find(series, parsed, field.Name);
            if (column is null || column.Type != field.Type)
            {
                rows.RemoveRange(before, rows.Count - before);
                return false;
            }

            rows.Add(new PointRow(column, time, field.Bits, field.Type == FieldType.String ? parsed.Text(field.Text) : null));
        }

        return true;
    }

    private static SeriesColumn? Find(Series series, ParsedBody parsed, Range name)
    {
        // One of many is found by its name, without going through them.
        if (series.HasManyColumns)
        {
            return series.Find(parsed.Name(name));
        }

        var field = parsed.Body.AsSpan(name);
        foreach (var column in series.Columns)
        {
            if (field.SequenceEqual(column.RawField))
            {
                return column;
            }
        }

        return null;
    }

    private static string? Check(BucketIndex bucket, ParsedBody parsed, ParsedLine line, long oldest, ref Series? series)
    {
        if (line.Time < oldest)
        {
            return "points beyond retention policy";
        }

        var (name, tags) = series is null ? SeriesKey.Read(parsed.Body.AsSpan(line.Key)) : (series.Measurement.Name, []);
        for (var i = 0; i < tags.Length; i++)
        {
            if (i > 0 && tags[i].Key == tags[i - 1].Key)
            {
                return $"unable to parse '{parsed.Name(line.Key)}': duplicate tags";
            }

            if (tags[i].Key == "time")
            {
                return $"invalid tag key: input tag \"time\" on measurement \"{name}\" is invalid";
            }
        }

        if (CheckFields(bucket, parsed, line, name) is { } problem)
        {
            return problem;
        }

        if (series is null && bucket.SeriesCount >= MostSeries)
        {
            return $"max-series-per-database limit exceeded: ({MostSeries})";
        }

        series ??= bucket.FindOrAdd(name, tags);
        return null;
    }

    private static string? CheckFields(BucketIndex bucket, ParsedBody parsed, ParsedLine line, string measurement)
    {
        var known = bucket.Measurements.GetValueOrDefault(measurement)?.Fields;

        // A field may come twice in a line: what the first of them makes, the second must fit.
        var own = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        foreach (var field in CollectionsMarshal.AsSpan(parsed.Fields)[line.Fields])
        {
            var name = parsed.Name(field.Name);
            if (name == "time")
            {
                return $"invalid field name: input field \"time\" on measurement \"{measurement}\" is invalid";
            }

            if (known is null || !known.TryGetValue(name, out var type))
            {
                own.TryAdd(name, field.Type);
                type = own[name];
            }

            if (type != field.Type)
            {
                return $"field type conflict: input field \"{name}\" on measurement \"{measurement}\" is type {Name(field.Type)}, "
                    + $"already exists as type {Name(type)}";
            }

            if (own.Count > 0 && own.Count + (known?.Count ?? 0) > MostFields)
            {
                return $"max-fields-per-measurement limit exceeded: ({MostFields})";
            }
        }

        return null;
    }

    /// <summary>The name that messages and SHOW FIELD KEYS give a type.</summary>
    public static string Name(FieldType type) => type switch
    {
        FieldType.Float => "float",
        FieldType.Integer => "integer",
        FieldType.Unsigned => "unsigned",
        FieldType.String => "string",
        _ => "boolean",
    };
}
