using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>Answers what there is. Conditions on time make no difference: it looks at the series, not at the points.</summary>
/// <param name="context">What may be seen.</param>
/// <param name="findBucket">The bucket of a database and retention policy.</param>
/// <param name="mappings">The databases.</param>
internal sealed class QlShow(QueryContext context, Func<string?, string?, Bucket> findBucket, IReadOnlyList<DatabaseMapping> mappings)
{
    /// <summary>Answers.</summary>
    public List<QlSeries> Run(QlStatement.Show show) => show.What switch
    {
        "DATABASES" => [Table("databases", ["name"], mappings.Select(mapping => mapping.Database).Distinct().Select(name => Row(name)))],
        "RETENTION POLICIES" => [Policies(show)],
        "MEASUREMENTS" => Measurements(show),
        "SERIES" => Limited(show, [(null, Series(show).Select(series => Row(series.Key)))], ["key"]),
        "TAG KEYS" => Limited(
            show,
            ByMeasurement(show).Select(group =>
                ((string?)group.Key,
                    group.SelectMany(series => series.Tags).Select(tag =>
                    tag.Key).Distinct().Order(StringComparer.Ordinal).Select(key => Row(key)))),
            ["tagKey"]),
        "TAG VALUES" => Limited(show, ByMeasurement(show).Select(group => ((string?)group.Key, Values(show, group))), ["key", "value"]),
        _ => Limited(
            show,
            ByMeasurement(show).Select(group => ((string?)group.Key, Fields(group.First().Measurement))),
            ["fieldKey", "fieldType"]),
    };

    private QlSeries Policies(QlStatement.Show show)
    {
        var database = show.Database ?? findBucket(null, null).Name;
        var rows = mappings.Where(mapping => mapping.Database == database).Select(mapping =>
        {
            var bucket = context.Buckets.FirstOrDefault(known => known.Id == mapping.BucketId);
            return new[]
            {
                FluxValue.Of(mapping.RetentionPolicy),
                FluxValue.Of(GoDuration(bucket?.RetentionSeconds ?? 0)),
                FluxValue.Of(GoDuration(bucket?.ShardGroupSeconds ?? 0)),
                FluxValue.Of(1L),
                FluxValue.Of(mapping.IsDefault),
            };
        }).ToList();
        return rows.Count > 0
            ? Table(null, ["name", "duration", "shardGroupDuration", "replicaN", "default"], rows)
            : throw new QlException($"database not found: {database}");
    }

    private List<QlSeries> Measurements(QlStatement.Show show) => Limited(
        show,
        [("measurements",
            Series(show).Select(series => series.Measurement.Name).Where(name =>
            FitsKey(show, name)).Distinct().Order(StringComparer.Ordinal).Select(name => Row(name)))],
        ["name"]);

    private static IEnumerable<FluxValue[]> Values(QlStatement.Show show, IEnumerable<Series> group) => group
        .SelectMany(series => series.Tags)
        .Where(tag => FitsKey(show, tag.Key))
        .Distinct()
        .OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .ThenBy(tag => tag.Value, StringComparer.Ordinal)
        .Select(tag => Row(tag.Key, tag.Value));

    private static IEnumerable<FluxValue[]> Fields(Measurement measurement)
    {
        lock (measurement.Bucket.Gate)
        {
            return (FluxValue[][])[.. measurement.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field =>
                Row(field.Key, PointResolver.Name(field.Value)))];
        }
    }

    private static bool FitsKey(QlStatement.Show show, string name)
    {
        bool IsOne(QlExpression key) => key switch
        {
            QlExpression.Reference reference => reference.Name == name,
            QlExpression.Literal { Value.Kind: ValueKind.String } text => text.Value.Text == name,
            QlExpression.Pattern pattern => pattern.Regexp.IsMatch(name),
            _ => throw new QlException("expected a name or a regular expression as key"),
        };
        return show.KeyOperator switch
        {
            null => true,
            "=" or "=~" or "IN" => show.Keys.Any(IsOne),
            "!=" or "!~" => !show.Keys.Any(IsOne),
            var other => throw new QlException($"unsupported key operator: {other}"),
        };
    }

    private IEnumerable<IGrouping<string, Series>> ByMeasurement(QlStatement.Show show) =>
        Series(show).GroupBy(series => series.Measurement.Name);

    private List<Series> Series(QlStatement.Show show)
    {
        var (_, condition) = QlTimeRange.Take(show.Where, context.Now);
        var index = context.Store.Bucket(findBucket(show.Database, show.Sources is [var source, ..] ? source.RetentionPolicy : null).Id);
        lock (index.Gate)
        {
            return
            [
                .. index.Measurements.Values
                    .Where(measurement => show.Sources.Count == 0 || show.Sources.Any(source => source.Fits(measurement.Name)))
                    .SelectMany(measurement => measurement.Series)
                    .Where(series => Fits(condition, series))
                    .OrderBy(series => series.Measurement.Name, StringComparer.Ordinal)
                    .ThenBy(series => series.Key, StringComparer.Ordinal),
            ];
        }
    }

    private bool Fits(QlExpression? condition, Series series)
    {
        context.Budget.Step();
        return condition is null || QlOperators.Evaluate(condition, expression => expression is QlExpression.Reference reference
            ? FluxValue.Of(reference.Name == "_name" ? series.Measurement.Name : series.Tag(reference.Name) ?? string.Empty)
            : throw new QlException("invalid expression in a condition")).IsTrue;
    }

    private static List<QlSeries> Limited(QlStatement.Show show, IEnumerable<(string? Name, IEnumerable<FluxValue[]> Rows)> tables,
        string[] columns) =>
    [
        .. tables
            .Select(table => Table(table.Name, columns, QlRows.Page(table.Rows, show.Limit, show.Offset)))
            .Where(table => table.Rows.Count > 0),
    ];

    private static QlSeries Table(string? name, string[] columns, IEnumerable<FluxValue[]> rows) => new(name, [], columns, [.. rows]);

    private static FluxValue[] Row(params string[] cells) => Array.ConvertAll(cells, FluxValue.Of);

    // 168h0m0s, 0s
    private static string GoDuration(long seconds) => seconds == 0 ? "0s" : $"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s";
}
