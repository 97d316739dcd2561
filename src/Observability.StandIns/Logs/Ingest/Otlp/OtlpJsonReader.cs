using System.Globalization;
using System.Text.Json;

namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>
/// Reads lines of OTLP as JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): numbers of 64 bits may be texts,
/// identifiers are hexadecimal digits.
/// </summary>
internal static class OtlpJsonReader
{
    /// <summary>Reads an <c>ExportLogsServiceRequest</c>.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">It has another form.</exception>
    public static List<OtlpResource> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 3 * OtlpValue.MaxDepth });
        return [.. Items(document.RootElement, "resourceLogs").Select(ReadResource)];
    }

    private static OtlpResource ReadResource(JsonElement element)
    {
        var resource = new OtlpResource();
        if (Find(element, "resource") is { } inner)
        {
            resource.Attributes.AddRange(ReadAttributes(inner, 0));
        }

        resource.Scopes.AddRange(Items(element, "scopeLogs").Select(ReadScope));
        return resource;
    }

    private static OtlpScope ReadScope(JsonElement element)
    {
        var scope = new OtlpScope();
        if (Find(element, "scope") is { } inner)
        {
            scope.Name = Text(inner, "name");
            scope.Version = Text(inner, "version");
            scope.DroppedAttributes = (uint)Number(inner, "droppedAttributesCount");
            scope.Attributes.AddRange(ReadAttributes(inner, 0));
        }

        scope.Records.AddRange(Items(element, "logRecords").Select(ReadRecord));
        return scope;
    }

    private static OtlpRecord ReadRecord(JsonElement element)
    {
        var record = new OtlpRecord
        {
            Time = Number(element, "timeUnixNano"),
            ObservedTime = Number(element, "observedTimeUnixNano"),
            SeverityNumber = (int)Number(element, "severityNumber"),
            SeverityText = Text(element, "severityText"),
            Body = Find(element, "body") is { } body ? ReadValue(body, 0) : null,
            DroppedAttributes = (uint)Number(element, "droppedAttributesCount"),
            Flags = (uint)Number(element, "flags"),
            TraceId = Text(element, "traceId"),
            SpanId = Text(element, "spanId"),
            EventName = Text(element, "eventName"),
        };
        record.Attributes.AddRange(ReadAttributes(element, 0));
        return record;
    }

    private static IEnumerable<OtlpAttribute> ReadAttributes(JsonElement element, int depth, string name = "attributes") =>
        Items(element, name).Select(
            item => new OtlpAttribute(Text(item, "key"), Find(item, "value") is { } value ? ReadValue(value, depth) : null));

    // {"stringValue": "…"}, {"intValue": "42"}, {"arrayValue": {"values": […]}}, {"kvlistValue": {"values": [{"key": …, "value": …}]}}
    private static object? ReadValue(JsonElement element, int depth)
    {
        if (depth > OtlpValue.MaxDepth || element.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("a value is none of OTLP, or nested too deeply");
        }

        foreach (var property in element.EnumerateObject())
        {
            switch (property.Name)
            {
                case "stringValue":
                    return Text(element, property.Name);
                case "boolValue":
                    return property.Value.ValueKind == JsonValueKind.True;
                case "intValue":
                    return (long)Number(element, property.Name);
                case "doubleValue":
                    return property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetDouble() : Text(element, property.Name);
                case "bytesValue":
                    return property.Value.TryGetBytesFromBase64(out var bytes)
                        ? bytes
                        : throw new InvalidDataException("bytes are no base 64");
                case "arrayValue":
                    return Items(property.Value, "values").Select(item => ReadValue(item, depth + 1)).ToList();
                case "kvlistValue":
                    return ReadAttributes(property.Value, depth + 1, "values").ToList();
            }
        }

        return null;
    }

    private static JsonElement? Find(JsonElement element, string name) => element.ValueKind != JsonValueKind.Object
        ? throw new InvalidDataException($"what should have '{name}' is no object")
        : element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) => Find(element, name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new InvalidDataException($"'{name}' is no list"),
    };

    private static string Text(JsonElement element, string name) => Find(element, name) switch
    {
        null => string.Empty,
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => throw new InvalidDataException($"'{name}' is no text"),
    };

    // Whole numbers only; negative ones come as they would in 64 bits.
    private static ulong Number(JsonElement element, string name)
    {
        if (Find(element, name) is not { } value)
        {
            return 0;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed)
                ? (ulong)signed
                : throw new InvalidDataException($"'{name}' is no whole number");
    }
}
