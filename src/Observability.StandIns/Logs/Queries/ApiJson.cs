using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Observability.LogQL;

namespace Observability.StandIns.Logs.Queries;

/// <summary>Writes answers in the form of Loki's API.</summary>
internal static class ApiJson
{
    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes what the API calls a success: <c>{"status": "success", "data": …}</c>.</summary>
    public static Task WriteSuccessAsync(HttpContext context, Action<Utf8JsonWriter> writeData) => WriteAsync(context, writer =>
    {
        writer.WriteString("status"u8, "success"u8);
        writer.WritePropertyName("data"u8);
        writeData(writer);
    });

    /// <summary>Writes an object, with the members that are written by the given function.</summary>
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> writeMembers)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, s_options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Bytes of an object, for what is no answer to a request.</summary>
    public static ReadOnlyMemory<byte> ToBytes(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes labels as an object.</summary>
    public static void WriteLabels(Utf8JsonWriter writer, LabelSet labels)
    {
        writer.WriteStartObject();
        foreach (var label in labels.Span)
        {
            writer.WriteString(label.Name, label.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a time in nanoseconds as a text.</summary>
    public static void WriteTime(Utf8JsonWriter writer, long time)
    {
        Span<byte> digits = stackalloc byte[20];
        time.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }

    /// <summary>Writes a line; what is no UTF-8 in it becomes U+FFFD, as Go's writer has it.</summary>
    public static void WriteLine(Utf8JsonWriter writer, ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
        {
            writer.WriteStringValue(line);
        }
        else
        {
            writer.WriteStringValue(Encoding.UTF8.GetString(line));
        }
    }
}
