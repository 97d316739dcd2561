using System.Globalization;
using System.Text;
using System.Text.Json;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Sources;

namespace Observability.StandIns.Points.InfluxQL;

/// <summary>
/// Writes answers as version 1's JSON (<c>{"results":[{"statement_id":0,"series":[…]}]}</c>) or CSV
/// (https://docs.influxdata.com/influxdb/v2/reference/api/influxdb-1x/query/).
/// </summary>
/// <param name="unit">Nanoseconds in the unit of times, or null for RFC 3339.</param>
internal sealed class QlWriter(long? unit)
{
    /// <summary>JSON of one statement's answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="statement">Number of the statement.</param>
    /// <param name="series">The answer, or a piece of it.</param>
    /// <param name="error">What went wrong, or null.</param>
    /// <param name="isPartial">True where more of the statement's answer follows.</param>
    /// <param name="isCut">True where more rows of the last series follow.</param>
    public void WriteResult(Utf8JsonWriter output, int statement, IReadOnlyList<QlSeries> series, string? error,
        bool isPartial = false, bool isCut = false)
    {
        output.WriteStartObject();
        output.WriteNumber("statement_id", statement);
        if (series.Count > 0)
        {
            output.WriteStartArray("series");
            for (var i = 0; i < series.Count; i++)
            {
                WriteSeries(output, series[i], isCut && i == series.Count - 1);
            }

            output.WriteEndArray();
        }

        if (isPartial)
        {
            output.WriteBoolean("partial", true);
        }

        if (error is not null)
        {
            output.WriteString("error", error);
        }

        output.WriteEndObject();
    }

    /// <summary>CSV of one statement's answer.</summary>
    public void WriteCsv(StringBuilder output, IReadOnlyList<QlSeries> series)
    {
        IReadOnlyList<string>? columns = null;
        foreach (var one in series)
        {
            if (columns is null || !columns.SequenceEqual(one.Columns))
            {
                output.Append(columns is null ? string.Empty
                    : "\n").Append("name,tags,").AppendJoin(',', one.Columns.Select(Quote)).Append('\n');
                columns = one.Columns;
            }

            var tags = string.Join(',', one.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
            foreach (var row in one.Rows)
            {
                output.Append(Quote(one.Name ?? string.Empty)).Append(',').Append(Quote(tags)).Append(',');
                output.AppendJoin(',', row.Select(value => Quote(CsvText(value)))).Append('\n');
            }
        }
    }

    private void WriteSeries(Utf8JsonWriter output, QlSeries series, bool isCut)
    {
        output.WriteStartObject();
        if (series.Name is not null)
        {
            output.WriteString("name", series.Name);
        }

        if (series.Tags.Count > 0)
        {
            output.WriteStartObject("tags");
            foreach (var (name, value) in series.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            {
                output.WriteString(name, value);
            }

            output.WriteEndObject();
        }

        output.WriteStartArray("columns");
        foreach (var column in series.Columns)
        {
            output.WriteStringValue(column);
        }

        output.WriteEndArray();
        output.WriteStartArray("values");
        foreach (var row in series.Rows)
        {
            output.WriteStartArray();
            foreach (var value in row)
            {
                WriteValue(output, value);
            }

            output.WriteEndArray();
        }

        output.WriteEndArray();
        if (isCut)
        {
            output.WriteBoolean("partial", true);
        }

        output.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter output, FluxValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                output.WriteNullValue();
                break;
            case ValueKind.Bool:
                output.WriteBooleanValue(value.IsTrue);
                break;
            case ValueKind.Int:
                output.WriteNumberValue(value.Bits);
                break;
            case ValueKind.UInt:
                output.WriteNumberValue((ulong)value.Bits);
                break;
            case ValueKind.Float when double.IsFinite(value.Float):
                output.WriteRawValue(Format(value.Float), skipInputValidation: true);
                break;
            case ValueKind.Float:
                output.WriteNullValue();
                break;
            case ValueKind.Time when unit is { } length:
                output.WriteNumberValue(value.Bits / length);
                break;
            default:
                output.WriteStringValue(value.ToString());
                break;
        }
    }

    // As Go's encoding/json: an exponent for the very small and the very large, without a leading zero.
    private static string Format(double value)
    {
        var size = Math.Abs(value);
        return size == 0 || size is >= 1e-6 and < 1e21
            ? FluxNumber.Format(value)
            : value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e');
    }

    private string CsvText(FluxValue value) => value.Kind == ValueKind.Time && unit is not null
        ? (value.Bits / unit.Value).ToString(CultureInfo.InvariantCulture)
        : value.Kind == ValueKind.Time ? value.Bits.ToString(CultureInfo.InvariantCulture) : value.ToString();

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
