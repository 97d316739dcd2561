using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>
/// The fields of an index (https://www.elastic.co/docs/manage-data/data-store/mapping). Changes are made by one at a time, readers get
/// what was there when they asked.
/// </summary>
/// <param name="mostFields"><c>index.mapping.total_fields.limit</c>.</param>
internal sealed class IndexMapping(int mostFields)
{
    /// <summary>Deepest object (<c>index.mapping.depth.limit</c>).</summary>
    public const int Deepest = 20;

    private readonly Lock _lock = new();
    private readonly JsonObject _otherParameters = [];
    private Dictionary<string, Field>? _fields;
    private int _nodes;
    private long _objects;

    /// <summary>The root.</summary>
    public ObjectNode Root { get; } = new(string.Empty);

    /// <summary>How fields come about that no mapping names.</summary>
    public DynamicRules Rules { get; private set; } = DynamicRules.Default;

    /// <summary>How many fields there have been; the number of the next.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Is more after every change.</summary>
    public int Version { get; private set; }

    /// <summary>A number for an object of a document, which no other has. For the one writer.</summary>
    public long NextObject() => ++_objects;

    /// <summary>Every field by its full name.</summary>
    public IReadOnlyDictionary<string, Field> Fields
    {
        get
        {
            lock (_lock)
            {
                if (_fields is null)
                {
                    _fields = new Dictionary<string, Field>(StringComparer.Ordinal);
                    Collect(Root, _fields);
                }

                return _fields;
            }
        }
    }

    /// <summary>Adds a mapping's fields, and changes what may be changed.</summary>
    /// <exception cref="ApiException">It has a mistake, or does not fit what is there.</exception>
    public void Merge(JsonElement mapping)
    {
        lock (_lock)
        {
            _fields = null;
            Version++;
            foreach (var property in mapping.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "properties":
                        MergeProperties(Root, property.Value, 1);
                        break;
                    case "dynamic":
                        Root.Dynamic = ReadDynamic(property.Value);
                        break;
                    case "_source" when property.Value.TryGet("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False:
                    case "_source" when property.Value.TryGet("includes", out _) || property.Value.TryGet("excludes", out _):
                    case "_routing" when property.Value.TryGet("required", out var required) && required.ValueKind == JsonValueKind.True:
                    case "runtime" when property.Value.Map("runtime").Count > 0:
                        throw ApiErrors.NotSupported($"mappings with [{property.Name}]");
                    case "dynamic_templates" or "date_detection" or "numeric_detection" or "dynamic_date_formats":
                        _otherParameters[property.Name] = JsonNode.Parse(property.Value.GetRawText());
                        Rules = Rules.With(property.Name, property.Value);
                        break;
                    case "_source" or "_routing" or "runtime" or "_meta" or "_data_stream_timestamp" or "_field_names" or "subobjects":
                        _otherParameters[property.Name] = JsonNode.Parse(property.Value.GetRawText());
                        break;
                    default:
                        throw MappingErrors.Wrong(
                            $"Root mapping definition has unsupported parameters:  [{property.Name} : {property.Value}]");
                }
            }
        }
    }

    /// <summary>Adds a field that a document brought.</summary>
    /// <exception cref="ApiException">There would be too many.</exception>
    public Field AddField(ObjectNode parent, string name, JsonElement definition)
    {
        lock (_lock)
        {
            _fields = null;
            Version++;
            var field = ReadField(parent.PathOf(name), definition);
            parent.Add(name, field);
            return field;
        }
    }

    /// <summary>Adds an object that a document brought.</summary>
    /// <exception cref="ApiException">There would be too many.</exception>
    public ObjectNode AddObject(ObjectNode parent, string name)
    {
        lock (_lock)
        {
            Version++;
            return FindOrAddObject(parent, name);
        }
    }

    /// <summary>The mapping, as it is asked for.</summary>
    public JsonObject ToJson()
    {
        lock (_lock)
        {
            var root = Root.ToJson();
            foreach (var (name, value) in _otherParameters)
            {
                root[name] = value?.DeepClone();
            }

            return root;
        }
    }

    private void MergeProperties(ObjectNode parent, JsonElement properties, int depth)
    {
        if (properties.ValueKind != JsonValueKind.Object)
        {
            throw MappingErrors.Wrong("Expected map for property [properties]");
        }

        foreach (var property in properties.EnumerateObject())
        {
            MergeNode(parent, property.Name, property.Value, depth);
        }
    }

    private void MergeNode(ObjectNode parent, string name, JsonElement definition, int depth)
    {
        if (depth > Deepest)
        {
            throw ApiErrors.IllegalArgument($"Limit of mapping depth [{Deepest}] has been exceeded due to object field [{parent.Path}]");
        }

        if (definition.ValueKind != JsonValueKind.Object)
        {
            throw MappingErrors.Wrong($"Expected map for property [{name}] but got a value of another kind");
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var (first, rest) = (name[..dot], name[(dot + 1)..]);
            MergeNode(FindOrAddObject(parent, first), rest, definition, depth + 1);
            return;
        }

        if (name.Length == 0 || string.IsNullOrWhiteSpace(name))
        {
            throw MappingErrors.Wrong("field name cannot be an empty string");
        }

        var type = definition.TryGet("type", out var given) ? given.Text("type") : null;
        if (type is null or "object")
        {
            MergeObject(FindOrAddObject(parent, name), definition, depth);
        }
        else if (parent.Children.TryGetValue(name, out var known))
        {
            MergeField(known, type, definition);
        }
        else
        {
            parent.Add(name, ReadField(parent.PathOf(name), definition));
        }
    }

    private void MergeObject(ObjectNode node, JsonElement definition, int depth)
    {
        foreach (var property in definition.EnumerateObject())
        {
            switch (property.Name)
            {
                case "properties":
                    MergeProperties(node, property.Value, depth + 1);
                    break;
                case "dynamic":
                    node.Dynamic = ReadDynamic(property.Value);
                    break;
                case "enabled":
                    node.IsEnabled = property.Value.ValueKind != JsonValueKind.False;
                    break;
                case "type" or "subobjects":
                    break;
                default:
                    throw MappingErrors.Wrong(
                        $"Mapping definition for [{node.Path}] has unsupported parameters:  [{property.Name} : {property.Value}]");
            }
        }
    }

    private void MergeField(MappingNode known, string type, JsonElement definition)
    {
        if (known is not Field field)
        {
            throw ApiErrors.IllegalArgument($"can't merge a non-object mapping [{known.Path}] with an object mapping");
        }

        if (field.Type != type)
        {
            throw ApiErrors.IllegalArgument($"mapper [{field.Path}] cannot be changed from type [{field.Type}] to [{type}]");
        }

        foreach (var fixedParameter in (string[])[
            "analyzer", "doc_values", "format", "index", "normalizer", "null_value", "scaling_factor"])
        {
            var before = field.Definition[fixedParameter]?.ToJsonString();
            var after = definition.TryGet(fixedParameter, out var value) ? value.GetRawText() : null;
            if (after is not null && before != after)
            {
                throw ApiErrors.IllegalArgument(
                    $"Mapper for [{field.Path}] conflicts with existing mapper:\n\tCannot update parameter [{fixedParameter}] from [{before ?? "default"}] to [{after}]");
            }
        }

        FieldReader.Update(field, definition);
        AddMultiFields(field, definition);
    }

    private Field ReadField(string path, JsonElement definition)
    {
        CountNode(path);
        var field = FieldReader.Read(FieldCount++, path, definition);
        AddMultiFields(field, definition);
        return field;
    }

    private void AddMultiFields(Field field, JsonElement definition)
    {
        if (!definition.TryGet("fields", out var fields) || fields.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in fields.EnumerateObject())
        {
            if (field.Fields.TryGetValue(property.Name, out var known))
            {
                var type = property.Value.TryGet("type", out var given) ? given.Text("type") : string.Empty;
                MergeField(known, type, property.Value);
            }
            else
            {
                field.Fields.Add(property.Name, ReadField($"{field.Path}.{property.Name}", property.Value));
            }
        }
    }

    private ObjectNode FindOrAddObject(ObjectNode parent, string name)
    {
        if (parent.Children.TryGetValue(name, out var known))
        {
            return known as ObjectNode ?? throw ApiErrors.IllegalArgument(
                $"can't merge a non-object mapping [{known.Path}] with an object mapping");
        }

        CountNode(parent.PathOf(name));
        var child = new ObjectNode(parent.PathOf(name));
        parent.Add(name, child);
        return child;
    }

    private void CountNode(string path)
    {
        if (_nodes >= mostFields)
        {
            throw ApiErrors.IllegalArgument($"Limit of total fields [{mostFields}] has been exceeded while adding new field [{path}]");
        }

        _nodes++;
    }

    private static void Collect(ObjectNode parent, Dictionary<string, Field> fields)
    {
        foreach (var child in parent.Children.Values)
        {
            if (child is ObjectNode inner)
            {
                Collect(inner, fields);
            }
            else
            {
                Collect((Field)child, fields);
            }
        }
    }

    private static void Collect(Field field, Dictionary<string, Field> fields)
    {
        fields[field.Path] = field;
        foreach (var child in field.Fields.Values)
        {
            Collect(child, fields);
        }
    }

    private static DynamicMode ReadDynamic(JsonElement value) => value.ToString() switch
    {
        "true" or "True" => DynamicMode.Adds,
        "false" or "False" => DynamicMode.Ignores,
        "strict" => DynamicMode.Refuses,
        "runtime" => throw ApiErrors.NotSupported("mappings with [dynamic: runtime]"),
        var other => throw MappingErrors.Wrong($"Unknown value [{other}] for field [dynamic]"),
    };
}
