using System.Text;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// Writes the values of one request as one row of the log: for each the column's number, the distance from the time before, and
/// the value.
/// </summary>
internal static class LogCodec
{
    /// <summary>Writes them.</summary>
    public static byte[] Encode(IReadOnlyList<PointRow> rows)
    {
        using var stream = new MemoryStream(rows.Count * 14);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        long before = 0;
        foreach (var row in rows)
        {
            writer.Write7BitEncodedInt64(row.Column.Id);
            writer.Write7BitEncodedInt64(row.Time - before);
            before = row.Time;
            if (row.Text is null)
            {
                writer.Write(row.Bits);
            }
            else
            {
                writer.Write(row.Text);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads them.</summary>
    public static IEnumerable<PointRow> Decode(byte[] data, IReadOnlyDictionary<long, SeriesColumn> columns)
    {
        using var reader = new BinaryReader(new MemoryStream(data), Encoding.UTF8);
        long before = 0;
        while (reader.BaseStream.Position < data.Length)
        {
            var column = columns[reader.Read7BitEncodedInt64()];
            before += reader.Read7BitEncodedInt64();
            yield return column.Type == FieldType.String
                ? new PointRow(column, before, 0, reader.ReadString())
                : new PointRow(column, before, reader.ReadInt64(), null);
        }
    }
}
