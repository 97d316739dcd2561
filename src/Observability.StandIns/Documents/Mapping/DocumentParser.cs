using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>
/// Takes a document apart into the values of its fields, and adds fields that no mapping names
/// (https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping). For the one writer of an index.
/// </summary>
internal sealed class DocumentParser(IndexMapping mapping, IndexData data)
{
    private static readonly JsonReaderOptions s_json = new() { MaxDepth = 100 };
    private readonly ValueParser _values = new(data);

    /// <summary>Parses a document; its values are appended to the list.</summary>
    /// <exception cref="ApiException">The document does not fit the mapping, or is no JSON object.</exception>
    public void Parse(ReadOnlySpan<byte> source, string id, List<StagedValue> values)
    {
        _values.Begin(values, id);
        if (!Utf8.IsValid(source))
        {
            throw MappingErrors.Document("[1:1] failed to parse", "x_content_parse_exception", "the document is not valid UTF-8");
        }

        var reader = new Utf8JsonReader(source, s_json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw MappingErrors.Document(
                    "[1:1] failed to parse", "not_x_content_exception",
                    "Compressor detection can only be called on some xcontent bytes or compressed xcontent bytes");
            }

            ParseObject(ref reader, mapping.Root, mapping.Root.Dynamic ?? DynamicMode.Adds, 1);
            if (reader.Read())
            {
                throw MappingErrors.Document(
                    $"[1:{reader.TokenStartIndex + 1}] failed to parse", "x_content_parse_exception", "there is more after the document");
            }
        }
        catch (JsonException mistake)
        {
            throw MappingErrors.Document(
                $"[{mistake.LineNumber + 1}:{mistake.BytePositionInLine + 1}] failed to parse", "x_content_parse_exception", ApiRequest.Plain(mistake));
        }
        catch (InvalidOperationException) when (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            // What the reader throws for an escape that is half a character: "\ud800".
            throw MappingErrors.Document(
                $"[1:{reader.TokenStartIndex + 1}] failed to parse", "x_content_parse_exception", "half a surrogate pair");
        }
    }

    private void ParseObject(ref Utf8JsonReader reader, ObjectNode node, DynamicMode around, int depth)
    {
        var dynamic = node.Dynamic ?? around;
        var current = mapping.NextObject();
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (node.TryFind(ref reader, ref next, out var child))
            {
                if (child.LastObject == current)
                {
                    throw MappingErrors.Document(
                        $"[1:{reader.TokenStartIndex + 1}] failed to parse", "x_content_parse_exception",
                        $"Duplicate field '{reader.GetString()}'");
                }

                child.LastObject = current;
                reader.Read();
                ParseKnown(ref reader, child, dynamic, depth);
            }
            else
            {
                var name = reader.GetString()!;
                reader.Read();
                ParseUnknown(ref reader, node, name, dynamic, depth, current);
            }
        }
    }

    private void ParseKnown(ref Utf8JsonReader reader, MappingNode node, DynamicMode dynamic, int depth)
    {
        if (node is Field field)
        {
            ParseField(ref reader, field);
            return;
        }

        var inner = (ObjectNode)node;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when !inner.IsEnabled:
            case JsonTokenType.StartArray when !inner.IsEnabled:
                reader.Skip();
                break;
            case JsonTokenType.StartObject:
                ParseObject(ref reader, inner, dynamic, depth + 1);
                break;
            case JsonTokenType.StartArray:
                _values.IsArray = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ParseKnown(ref reader, node, dynamic, depth);
                }

                break;
            case JsonTokenType.Null:
                break;
            default:
                throw MappingErrors.Document(
                    $"[1:{reader.TokenStartIndex + 1}] object mapping for [{inner.Path}] tried to parse field [{Encoding.UTF8.GetString(inner.Name)}] as object, but found a concrete value");
        }
    }

    private void ParseField(ref Utf8JsonReader reader, Field field)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            _values.IsArray = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ParseField(ref reader, field);
            }

            return;
        }

        _values.Add(ref reader, field);
    }

    private void ParseUnknown(ref Utf8JsonReader reader, ObjectNode parent, string name, DynamicMode dynamic, int depth, long current)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            ParseDotted(ref reader, parent, name, dot, dynamic, depth, current);
            return;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            throw MappingErrors.Document(
                $"[1:{reader.TokenStartIndex + 1}] failed to parse", "illegal_argument_exception", "field name cannot be an empty string");
        }

        switch (dynamic)
        {
            case DynamicMode.Ignores:
                reader.Skip();
                return;
            case DynamicMode.Refuses:
                throw new ApiException(
                    400,
                    "strict_dynamic_mapping_exception",
                    $"[1:{reader.TokenStartIndex + 1}] mapping set to strict, dynamic introduction of [{name}] within [{(parent.Path.Length == 0 ? "_doc" : parent.Path)}] is not allowed");
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ParseUnknownArray(ref reader, parent, name, dynamic, depth, current);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            if (depth >= IndexMapping.Deepest)
            {
                throw ApiErrors.IllegalArgument(
                    $"Limit of mapping depth [{IndexMapping.Deepest}] has been exceeded due to object field [{parent.PathOf(name)}]");
            }

            var child = mapping.AddObject(parent, name);
            child.LastObject = current;
            ParseObject(ref reader, child, dynamic, depth + 1);
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            var field = AddField(ref reader, parent, name);
            field.LastObject = current;
            ParseField(ref reader, field);
        }
    }

    // A name with dots is a path: {"tag.host": 1} is {"tag": {"host": 1}}.
    private void ParseDotted(
        ref Utf8JsonReader reader, ObjectNode parent, string name, int dot, DynamicMode dynamic, int depth, long current)
    {
        var (first, rest) = (name[..dot], name[(dot + 1)..]);
        if (first.Length == 0 || rest.Length == 0 || depth >= IndexMapping.Deepest)
        {
            throw MappingErrors.Document(
                $"[1:{reader.TokenStartIndex + 1}] failed to parse", "illegal_argument_exception",
                $"field name [{name}] has an empty part, or too many of them");
        }

        if (!parent.Children.TryGetValue(first, out var child))
        {
            if (dynamic != DynamicMode.Adds)
            {
                ParseUnknown(ref reader, parent, first, dynamic, depth, current);
                return;
            }

            child = mapping.AddObject(parent, first);
        }

        if (child is not ObjectNode inner)
        {
            throw MappingErrors.Document(
                $"[1:{reader.TokenStartIndex + 1}] object mapping for [{child.Path}] tried to parse field [{first}] as object, but found "
                + "a concrete value");
        }

        if (!inner.IsEnabled)
        {
            reader.Skip();
        }
        else if (inner.Children.TryGetValue(rest, out var known))
        {
            ParseKnown(ref reader, known, inner.Dynamic ?? dynamic, depth + 1);
        }
        else
        {
            ParseUnknown(ref reader, inner, rest, inner.Dynamic ?? dynamic, depth + 1, current);
        }
    }

    // The first item that is not null decides what the field is.
    private void ParseUnknownArray(ref Utf8JsonReader reader, ObjectNode parent, string name, DynamicMode dynamic, int depth, long current)
    {
        _values.IsArray = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (parent.Children.TryGetValue(name, out var known))
            {
                ParseKnown(ref reader, known, dynamic, depth);
            }
            else
            {
                ParseUnknown(ref reader, parent, name, dynamic, depth, current);
            }
        }
    }

    private Field AddField(ref Utf8JsonReader reader, ObjectNode parent, string name)
    {
        var rules = mapping.Rules;
        var (type, definition) = Detect(ref reader, rules);
        var path = parent.PathOf(name);
        var template = rules.Templates.FirstOrDefault(candidate => candidate.Fits(name, path, type));
        return mapping.AddField(
            parent, name, template is null ? JsonSerializer.SerializeToElement(definition) : template.Define(name, type));
    }

    private static (string Type, JsonObject Definition) Detect(ref Utf8JsonReader reader, DynamicRules rules)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return ("boolean", new JsonObject { ["type"] = "boolean" });
            case JsonTokenType.Number:
                var isWhole = !reader.ValueSpan.ContainsAny(".eE"u8);
                return isWhole ? ("long", new JsonObject { ["type"] = "long" }) : ("double", new JsonObject { ["type"] = "float" });
        }

        var text = reader.GetString()!;
        if (rules.DetectsDates && text.Length is > 3 and < 60 && char.IsAsciiDigit(text[0]) && text.AsSpan().ContainsAny("-/")
            && rules.DateFormats.FirstOrDefault(format => format.TryParse(text, Dates.Zone.Utc, false, out _)) is { } found)
        {
            return ("date", found.Pattern == "strict_date_optional_time"
                ? new JsonObject { ["type"] = "date" }
                : new JsonObject { ["type"] = "date", ["format"] = found.Pattern });
        }

        if (rules.DetectsNumbers && ValueParser.TryParseNumber(text, out _))
        {
            return text.AsSpan().ContainsAny(".eE") ? (
                "double", new JsonObject { ["type"] = "float" }) : ("long", new JsonObject { ["type"] = "long" });
        }

        return ("string", new JsonObject
        {
            ["type"] = "text",
            ["fields"] = new JsonObject { ["keyword"] = new JsonObject { ["type"] = "keyword", ["ignore_above"] = 256 } },
        });
    }
}
