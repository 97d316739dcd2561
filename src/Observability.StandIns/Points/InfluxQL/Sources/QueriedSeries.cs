using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Sources;

/// <summary>The answer of a query as something to select from: its columns are the fields.</summary>
internal sealed class QueriedSeries : IQlSeries
{
    private readonly Dictionary<string, ColumnData> _columns = new(StringComparer.Ordinal);

    /// <summary>Takes an answer's part.</summary>
    public QueriedSeries(QlSeries answer)
    {
        (Measurement, Tags) = (answer.Name ?? string.Empty, answer.Tags);
        for (var column = 1; column < answer.Columns.Count; column++)
        {
            var kind = answer.Rows.Select(row => row[column].Kind).FirstOrDefault(kind => kind != ValueKind.Null);
            // Rows of several series may have one time; all of them count.
            var rows = answer.Rows.Where(row => !row[column].IsNull).OrderBy(row => row[0].Bits).ToList();
            var texts = kind == ValueKind.String ? rows.ConvertAll(row => row[column].Text).ToArray() : null;
            _columns[answer.Columns[column]] = new ColumnData(
                TypeOf(kind), [.. rows.Select(row => row[0].Bits)], [.. rows.Select(row => row[column].Bits)], texts, rows.Count);
        }
    }

    /// <inheritdoc />
    public string Measurement { get; }

    /// <inheritdoc />
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, FieldType> Fields => _columns.ToDictionary(column => column.Key, column => column.Value.Type);

    /// <inheritdoc />
    public ColumnData? Read(string field) => _columns.GetValueOrDefault(field);

    private static FieldType TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Int => FieldType.Integer,
        ValueKind.UInt => FieldType.Unsigned,
        ValueKind.String => FieldType.String,
        ValueKind.Bool => FieldType.Boolean,
        _ => FieldType.Float,
    };
}
