namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>
/// Reads lines of OTLP as Protocol Buffers
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto).
/// </summary>
internal static class OtlpProtoReader
{
    private delegate void Field(int number, ref ProtoReader reader);

    /// <summary>Reads an <c>ExportLogsServiceRequest</c>.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static List<OtlpResource> Read(ReadOnlySpan<byte> message)
    {
        var resources = new List<OtlpResource>();
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            if (number == 1)
            {
                resources.Add(ReadResource(reader.ReadBytes()));
            }
            else
            {
                reader.Skip();
            }
        });
        return resources;
    }

    private static OtlpResource ReadResource(ReadOnlySpan<byte> message)
    {
        var resource = new OtlpResource();
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            switch (number)
            {
                case 1:
                    ForEachField(reader.ReadBytes(), (int inner, ref ProtoReader content) =>
                        ReadAttribute(inner == 1, ref content, resource.Attributes));
                    break;
                case 2:
                    resource.Scopes.Add(ReadScope(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        return resource;
    }

    private static OtlpScope ReadScope(ReadOnlySpan<byte> message)
    {
        var scope = new OtlpScope();
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            switch (number)
            {
                case 1:
                    ForEachField(reader.ReadBytes(), (int inner, ref ProtoReader content) => ReadScopeField(scope, inner, ref content));
                    break;
                case 2:
                    scope.Records.Add(ReadRecord(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        return scope;
    }

    private static void ReadScopeField(OtlpScope scope, int number, ref ProtoReader reader)
    {
        switch (number)
        {
            case 1:
                scope.Name = reader.ReadText();
                break;
            case 2:
                scope.Version = reader.ReadText();
                break;
            case 4:
                scope.DroppedAttributes = (uint)reader.ReadNumber();
                break;
            default:
                ReadAttribute(number == 3, ref reader, scope.Attributes);
                break;
        }
    }

    private static OtlpRecord ReadRecord(ReadOnlySpan<byte> message)
    {
        var record = new OtlpRecord();
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            switch (number)
            {
                case 1:
                    record.Time = reader.ReadNumber();
                    break;
                case 2:
                    record.SeverityNumber = (int)reader.ReadNumber();
                    break;
                case 3:
                    record.SeverityText = reader.ReadText();
                    break;
                case 5:
                    record.Body = ReadValue(reader.ReadBytes(), 0);
                    break;
                case 7:
                    record.DroppedAttributes = (uint)reader.ReadNumber();
                    break;
                case 8:
                    record.Flags = (uint)reader.ReadNumber();
                    break;
                case 9:
                    record.TraceId = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 10:
                    record.SpanId = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 11:
                    record.ObservedTime = reader.ReadNumber();
                    break;
                case 12:
                    record.EventName = reader.ReadText();
                    break;
                default:
                    ReadAttribute(number == 6, ref reader, record.Attributes);
                    break;
            }
        });
        return record;
    }

    private static void ReadAttribute(bool isAttribute, ref ProtoReader reader, List<OtlpAttribute> attributes)
    {
        if (isAttribute)
        {
            attributes.Add(ReadPair(reader.ReadBytes(), 0));
        }
        else
        {
            reader.Skip();
        }
    }

    private static OtlpAttribute ReadPair(ReadOnlySpan<byte> message, int depth)
    {
        var key = string.Empty;
        object? value = null;
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            switch (number)
            {
                case 1:
                    key = reader.ReadText();
                    break;
                case 2:
                    value = ReadValue(reader.ReadBytes(), depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        return new OtlpAttribute(key, value);
    }

    // AnyValue: 1 text, 2 switch, 3 whole number, 4 number, 5 list, 6 attributes, 7 bytes
    private static object? ReadValue(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > OtlpValue.MaxDepth)
        {
            throw new InvalidDataException("values are nested too deeply");
        }

        object? value = null;
        ForEachField(message, (int number, ref ProtoReader reader) =>
        {
            switch (number)
            {
                case 1:
                    value = reader.ReadText();
                    break;
                case 2:
                    value = reader.ReadNumber() != 0;
                    break;
                case 3:
                    value = (long)reader.ReadNumber();
                    break;
                case 4:
                    value = BitConverter.UInt64BitsToDouble(reader.ReadNumber());
                    break;
                case 5:
                    var items = new List<object?>();
                    ForEachField(reader.ReadBytes(), (int _, ref ProtoReader item) => items.Add(ReadValue(item.ReadBytes(), depth + 1)));
                    value = items;
                    break;
                case 6:
                    var attributes = new List<OtlpAttribute>();
                    ForEachField(
                        reader.ReadBytes(), (int _, ref ProtoReader pair) => attributes.Add(ReadPair(pair.ReadBytes(), depth + 1)));
                    value = attributes;
                    break;
                case 7:
                    value = reader.ReadBytes().ToArray();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        return value;
    }

    private static void ForEachField(ReadOnlySpan<byte> message, Field read)
    {
        var reader = new ProtoReader(message);
        while (reader.NextField() is > 0 and var number)
        {
            read(number, ref reader);
        }
    }
}
