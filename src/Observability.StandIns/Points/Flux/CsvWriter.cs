using System.Globalization;
using System.Text;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux;

/// <summary>
/// Writes results as annotated CSV. Tables of the same columns follow each other; others begin with annotations and names of their
/// own, after an empty line. An empty line ends a result.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="dialect">How.</param>
internal sealed class CsvWriter(Stream output, CsvDialect dialect)
{
    private const string LineEnd = "\r\n";
    private const int BufferSize = 64 * 1024;
    private static readonly string[] s_fixed = ["", "result", "table"];
    private readonly StringBuilder _buffer = new();
    private readonly string _quoted = $"{dialect.Delimiter}\"\r\n";
    private readonly bool _hasDefaults = dialect.Annotations.Contains("default");
    private List<(string Name, ValueKind Kind, bool IsKey)>? _schema;
    private bool _lastWasEmpty;

    /// <summary>True once something is written: an error is part of the answer then.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Writes a result.</summary>
    public async Task WriteAsync(string name, IEnumerable<FluxTable> tables, CancellationToken cancellationToken)
    {
        _schema = null;
        _lastWasEmpty = false;
        var number = 0;
        foreach (var table in tables)
        {
            if (!table.IsStored || table.Count > 0)
            {
                await WriteTableAsync(name, number++, table, cancellationToken).ConfigureAwait(false);
            }
        }

        _buffer.Append(LineEnd);
        IsWritten = true;
    }

    /// <summary>Writes an error in the place of what would have come.</summary>
    public void WriteError(string message)
    {
        _buffer.Append(IsWritten ? LineEnd : string.Empty);
        foreach (var annotation in dialect.Annotations)
        {
            var cell = annotation switch { "datatype" => "string", "group" => "true", _ => string.Empty };
            WriteRow(["#" + annotation, cell, cell]);
        }

        WriteRow(["", "error", "reference"]);
        WriteRow(["", message, ""]);
    }

    /// <summary>Sends what is written.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(_buffer.ToString());
        _buffer.Clear();
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteTableAsync(string result, int number, FluxTable table, CancellationToken cancellationToken)
    {
        var schema = table.Columns.Select(column => (column.Name, column.Kind, table.Key.Contains(column.Name))).ToList();
        var isEmpty = table.Count == 0;
        if (_schema is null || isEmpty || _lastWasEmpty || !schema.SequenceEqual(_schema))
        {
            _buffer.Append(_schema is null ? string.Empty : LineEnd);
            WriteSchema(result, number, table, schema);
        }

        (_schema, _lastWasEmpty, IsWritten) = (schema, isEmpty, true);
        var begin = $"{dialect.Delimiter}{(_hasDefaults ? string.Empty : Quote(result))}{dialect.Delimiter}{number}";
        var constants =
            table.Columns.Select(column => table.Key.TryGet(column.Name, out var value) ? Quote(value.ToString()) : null).ToArray();
        for (var row = 0; row < table.Count; row++)
        {
            _buffer.Append(begin);
            for (var i = 0; i < constants.Length; i++)
            {
                _buffer.Append(dialect.Delimiter);
                WriteValue(table.Columns[i], row, constants[i]);
            }

            _buffer.Append(LineEnd);
            if (_buffer.Length > BufferSize)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void WriteValue(FluxColumn column, int row, string? constant)
    {
        if (constant is not null)
        {
            _buffer.Append(constant);
        }
        else if (column.Kind == ValueKind.Int && !column.IsNull(row))
        {
            _buffer.Append(CultureInfo.InvariantCulture, $"{column.Bits(row)}");
        }
        else
        {
            _buffer.Append(Quote(column[row].ToString()));
        }
    }

    private void WriteSchema(string result, int number, FluxTable table, List<(string Name, ValueKind Kind, bool IsKey)> schema)
    {
        foreach (var annotation in dialect.Annotations)
        {
            WriteRow(annotation switch
            {
                "datatype" => ["#datatype", "string", "long", .. schema.Select(column => TypeName(column.Kind))],
                "group" => ["#group", "false", "false", .. schema.Select(column => column.IsKey ? "true" : "false")],
                _ => Defaults(result, number, table, schema),
            });
        }

        if (dialect.HasHeader)
        {
            WriteRow([.. s_fixed, .. schema.Select(column => column.Name)]);
        }
    }

    // A table without rows has the values of its key here.
    private static IEnumerable<string> Defaults(string result, int number, FluxTable table,
        List<(string Name, ValueKind Kind, bool IsKey)> schema)
    {
        var isEmpty = table.Count == 0;
        var values = schema.Select(column => isEmpty && table.Key.TryGet(column.Name, out var value) ? value.ToString() : string.Empty);
        return ["#default", result, isEmpty ? number.ToString(CultureInfo.InvariantCulture) : string.Empty, .. values];
    }

    private string TypeName(ValueKind kind) => kind switch
    {
        ValueKind.Bool => "boolean",
        ValueKind.Int => "long",
        ValueKind.UInt => "unsignedLong",
        ValueKind.Float => "double",
        ValueKind.Time => dialect.HasNanoseconds ? "dateTime:RFC3339Nano" : "dateTime:RFC3339",
        _ => "string",
    };

    private void WriteRow(IEnumerable<string> cells) => _buffer.AppendJoin(dialect.Delimiter, cells.Select(Quote)).Append(LineEnd);

    // As Go's encoder: a cell that begins with a space is quoted, too.
    private string Quote(string cell) => cell.AsSpan().ContainsAny(_quoted) || (cell.Length > 0 && char.IsWhiteSpace(cell[0]))
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
