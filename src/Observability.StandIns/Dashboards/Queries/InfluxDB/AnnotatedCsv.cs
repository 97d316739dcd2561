using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Queries.InfluxDB;

/// <summary>
/// Reads annotated CSV (https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/): tables one after the other, each with
/// its own columns; those of the group key tell the tables apart.
/// <code>
/// #datatype,string,long,dateTime:RFC3339,double,string,string
/// #group,false,false,false,false,true,true
/// #default,_result,,,,,
/// ,result,table,_time,_value,_field,host
/// ,,0,2026-11-26T08:00:00Z,0.5,usage,a
/// </code>
/// </summary>
internal static class AnnotatedCsv
{
    private const string TimeType = "dateTime";

    /// <summary>One frame for each table.</summary>
    /// <exception cref="QueryException">The text tells of an error, or is no annotated CSV.</exception>
    public static IReadOnlyList<Frame> Read(string text, string query)
    {
        var frames = new List<Frame>();
        string[] types = [];
        string[] groups = [];
        string[] defaults = [];
        string[] header = [];
        var rows = new List<string[]>();
        void Flush()
        {
            foreach (var table in rows.GroupBy(row => Cell(row, Array.IndexOf(header, "table"), defaults)))
            {
                frames.Add(CreateFrame(header, types, groups, defaults, [.. table], query));
            }

            rows.Clear();
        }

        foreach (var record in ReadRecords(text))
        {
            switch (record[0])
            {
                case "#datatype":
                    Flush();
                    (types, header) = (record, []);
                    break;
                case "#group":
                    groups = record;
                    break;
                case "#default":
                    defaults = record;
                    break;
                default:
                    if (record.Length == 1)
                    {
                        // An empty line ends a table.
                        Flush();
                        header = [];
                    }
                    else if (header.Length == 0)
                    {
                        header = record;
                    }
                    else if (header.Length > 1 && header[1] == "error")
                    {
                        throw new QueryException(record[1], isStoresFault: true);
                    }
                    else
                    {
                        rows.Add(record);
                    }

                    break;
            }
        }

        Flush();
        return frames;
    }

    private static Frame CreateFrame(string[] header, string[] types, string[] groups, string[] defaults, List<string[]> rows, string query)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var column = 1; column < header.Length; column++)
        {
            if (column < groups.Length && groups[column] == "true" && !types[column].StartsWith(TimeType, StringComparison.Ordinal))
            {
                labels[header[column]] = Cell(rows[0], column, defaults);
            }
        }

        var fields = new List<Field>();
        for (var column = 1; column < header.Length; column++)
        {
            var name = header[column];
            if (name is not ("result" or "table" or "_start" or "_stop") && !labels.ContainsKey(name))
            {
                fields.Add(CreateField(name, types[column], [.. rows.Select(row => Cell(row, column, defaults))], labels));
            }
        }

        // The time first, as every panel expects it.
        fields.Sort((one, other) => (one.Type == "time" ? 0 : 1) - (other.Type == "time" ? 0 : 1));
        return new Frame(labels.GetValueOrDefault("_measurement"), fields) { Meta = new JsonObject { ["executedQueryString"] = query } };
    }

    private static Field CreateField(string name, string type, List<string> cells, Dictionary<string, string> labels)
    {
        if (type.StartsWith(TimeType, StringComparison.Ordinal))
        {
            return Field.Time(name == "_time" ? "Time" : name, cells.ConvertAll(cell =>
                DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time.ToUnixTimeMilliseconds() : (long?)null));
        }

        if (type is not ("double" or "long" or "unsignedLong"))
        {
            return Field.Text(name, cells.ConvertAll(cell => (string?)cell));
        }

        // A series of one field is known by that field's name.
        var shown = name == "_value" && labels.TryGetValue("_field", out var field) ? field : name;
        var rest = labels.Where(label => label.Key is not ("_field" or "_measurement")).ToDictionary(StringComparer.Ordinal);
        return Field.Number(shown,
            cells.ConvertAll(cell =>
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : (double?)null)) with { Labels = rest };
    }

    private static string Cell(string[] row, int column, string[] defaults) =>
        column < 0 || column >= row.Length ? string.Empty : row[column].Length > 0 ? row[column] : column < defaults.Length
            ? defaults[column] : string.Empty;

    // RFC 4180: quotes around a cell, doubled within it.
    private static IEnumerable<string[]> ReadRecords(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (index + 1 < text.Length && text[index + 1] == '"')
                {
                    cell.Append('"');
                    index++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"')
            {
                isQuoted = true;
            }
            else if (letter == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter == '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                yield return [.. cells];
                cells.Clear();
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            cells.Add(cell.ToString());
            yield return [.. cells];
        }
    }
}
