using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>
/// A bucket as tables: one for each field of each series, grouped by measurement, field and tags, and read when it is looked at.
/// </summary>
internal static class StoredTables
{
    /// <summary>The tables of a span of time.</summary>
    public static IEnumerable<FluxTable> Read(QueryContext context, Bucket bucket, long start, long stop)
    {
        foreach (var column in Columns(context.Store.Bucket(bucket.Id)))
        {
            context.Budget.Step();
            yield return Table(context, bucket, column, start, stop);
        }
    }

    /// <summary>All columns of a bucket in the order of measurement, tags and field.</summary>
    public static List<SeriesColumn> Columns(BucketIndex index)
    {
        lock (index.Gate)
        {
            return
            [
                .. index.Measurements.Values
                    .SelectMany(measurement => measurement.Series.OrderBy(series => series.Key, StringComparer.Ordinal))
                    .SelectMany(series => series.Columns.OrderBy(column => column.Field, StringComparer.Ordinal)),
            ];
        }
    }

    /// <summary>The key of a column's table without the span of time.</summary>
    public static IEnumerable<KeyValuePair<string, FluxValue>> KeyOf(SeriesColumn column) =>
    [
        new("_field", FluxValue.Of(column.Field)),
        new("_measurement", FluxValue.Of(column.Series.Measurement.Name)),
        .. column.Series.Tags.Select(tag => KeyValuePair.Create(tag.Key, FluxValue.Of(tag.Value))),
    ];

    private static FluxTable Table(QueryContext context, Bucket bucket, SeriesColumn column, long start, long stop)
    {
        var labels = KeyOf(column).ToList();
        KeyValuePair<string, FluxValue>[] bounds = [new("_start", FluxValue.OfTime(start)), new("_stop", FluxValue.OfTime(stop))];
        return new FluxTable(
            new GroupKey([.. bounds, .. labels]),
            ["_start", "_stop", "_time", "_value", .. labels.Select(label => label.Key)],
            () =>
            {
                var data = context.Read(bucket, column, start, stop);
                return
                [
                    .. bounds.Select(bound => FluxColumn.Constant(bound.Key, bound.Value, data.Count)),
                    FluxColumn.OfBits("_time", ValueKind.Time, data.Times, data.Count),
                    data.Texts is null
                        ? FluxColumn.OfBits("_value", KindOf(column.Type), data.Bits, data.Count)
                        : FluxColumn.OfTexts("_value", data.Texts, data.Count),
                    .. labels.Select(label => FluxColumn.Constant(label.Key, label.Value, data.Count)),
                ];
            });
    }

    private static ValueKind KindOf(FieldType type) => type switch
    {
        FieldType.Float => ValueKind.Float,
        FieldType.Integer => ValueKind.Int,
        FieldType.Unsigned => ValueKind.UInt,
        FieldType.String => ValueKind.String,
        _ => ValueKind.Bool,
    };
}
