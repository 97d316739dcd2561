using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.InfluxQL.Execution;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Sources;

/// <summary>A series of a bucket.</summary>
/// <param name="context">Reads it.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="series">The series.</param>
/// <param name="columns">Its columns, by field.</param>
/// <param name="fields">The fields of its measurement.</param>
/// <param name="range">From when to when it is read.</param>
internal sealed class StoredSeries(
    QueryContext context,
    Bucket bucket,
    Series series,
    IReadOnlyDictionary<string, SeriesColumn> columns,
    IReadOnlyDictionary<string, FieldType> fields,
    QlTimeRange range) : IQlSeries
{
    private readonly Dictionary<string, ColumnData> _read = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Measurement => series.Measurement.Name;

    /// <inheritdoc />
    public IReadOnlyList<KeyValuePair<string, string>> Tags => series.Tags;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, FieldType> Fields => fields;

    /// <inheritdoc />
    public ColumnData? Read(string field)
    {
        if (!_read.TryGetValue(field, out var data) && columns.TryGetValue(field, out var column))
        {
            data = context.Read(bucket, column, range.Start, range.Stop);
            _read.Add(field, data);
        }

        return data;
    }

    /// <summary>The series of a bucket whose measurement fits.</summary>
    public static List<IQlSeries> Find(QueryContext context, Bucket bucket, Func<string, bool> fits, QlTimeRange range)
    {
        var index = context.Store.Bucket(bucket.Id);
        var found = new List<IQlSeries>();
        lock (index.Gate)
        {
            foreach (var measurement in index.Measurements.Values.Where(measurement => fits(measurement.Name)))
            {
                var fields = new Dictionary<string, FieldType>(measurement.Fields, StringComparer.Ordinal);
                found.AddRange(measurement.Series.OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => new StoredSeries(
                    context, bucket, series, series.Columns.ToDictionary(column => column.Field, StringComparer.Ordinal), fields, range)));
            }
        }

        return found;
    }
}
