using System.Text.Json;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>What identifies an event of a watch, read without reading the object.</summary>
/// <param name="Type">ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</param>
/// <param name="Uid">The object's <c>metadata.uid</c>.</param>
/// <param name="Version">The object's <c>metadata.resourceVersion</c>.</param>
/// <param name="ObjectStart">Where in the line the object begins.</param>
/// <param name="ObjectLength">How long it is.</param>
internal readonly record struct DcpEventHeader(string? Type, string? Uid, string? Version, long ObjectStart, long ObjectLength)
{
    /// <summary>Reads the header of a line.</summary>
    /// <remarks>
    /// <code>{"type":"MODIFIED","object":{"kind":"Service","apiVersion":"…","metadata":{"name":"web","uid":"…","resourceVersion":"2",…},…}}</code>
    /// </remarks>
    public static DcpEventHeader Read(ReadOnlySpan<byte> line)
    {
        string? type = null, uid = null, version = null;
        long start = 0, length = 0;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetString();
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                start = reader.TokenStartIndex;
                ReadObject(ref reader, ref uid, ref version);
                length = reader.BytesConsumed - start;
            }
            else
            {
                reader.Skip();
            }
        }

        return new DcpEventHeader(type, uid, version, start, length);
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref string? uid, ref string? version)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("metadata"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("uid"u8))
                {
                    reader.Read();
                    uid = reader.GetString();
                }
                else if (reader.ValueTextEquals("resourceVersion"u8))
                {
                    reader.Read();
                    version = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }
}
