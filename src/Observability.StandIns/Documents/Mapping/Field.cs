using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Text;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>A field that holds values.</summary>
/// <param name="id">Number of the field in its index, which is the number of its column.</param>
/// <param name="path">Its full name.</param>
/// <param name="type">Its type, as mappings name it.</param>
/// <param name="kind">How its values are kept.</param>
internal sealed class Field(int id, string path, string type, FieldKind kind) : MappingNode(path)
{
    /// <summary>Longest term, in bytes; a longer one is refused (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ignore-above).</summary>
    public const int LongestTerm = 32_766;

    /// <summary>Number of the field in its index, which is the number of its column.</summary>
    public int Id { get; } = id;

    /// <summary>Its type, as mappings name it.</summary>
    public string Type { get; } = type;

    /// <summary>How its values are kept.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>Its definition as it was given, without its other fields.</summary>
    public JsonObject Definition { get; set; } = [];

    /// <summary>True where it can be searched.</summary>
    public bool IsIndexed { get; set; } = true;

    /// <summary>True where it can be sorted and counted.</summary>
    public bool HasDocValues { get; set; } = kind != FieldKind.Text;

    /// <summary>A longer text is kept with its document only.</summary>
    public int IgnoreAbove { get; set; } = int.MaxValue;

    /// <summary>True where a value that does not fit is passed over.</summary>
    public bool IgnoresMalformed { get; set; }

    /// <summary>True where numbers may be texts, and decimals are cut off.</summary>
    public bool Coerces { get; set; } = true;

    /// <summary>True where terms are in lower case.</summary>
    public bool IsLowerCase { get; set; }

    /// <summary>What a decimal number is multiplied with before it is rounded (scaled_float).</summary>
    public double Scale { get; set; } = 1;

    /// <summary>How dates are written.</summary>
    public DateFormat Format { get; set; } = DateFormat.Default;

    /// <summary>Cuts texts into words.</summary>
    public Analyzer Analyzer { get; set; } = Analyzer.Standard;

    /// <summary>Cuts what is searched for into words; null where it is done as in the documents.</summary>
    public Analyzer? SearchAnalyzer { get; set; }

    /// <summary>Takes the place of null.</summary>
    public string? NullValue { get; set; }

    /// <summary>Other fields that get the same values (multi-fields), by their short names.</summary>
    public SortedDictionary<string, Field> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>True where values are terms.</summary>
    public bool HasTerms => Kind is FieldKind.Keyword or FieldKind.Text or FieldKind.Ip;

    /// <summary>True where values are whole or decimal numbers.</summary>
    public bool IsNumber => Kind is FieldKind.Long or FieldKind.Double;

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = (JsonObject)Definition.DeepClone();
        if (Fields.Count > 0)
        {
            var fields = new JsonObject();
            foreach (var (name, field) in Fields)
            {
                fields[name] = field.ToJson();
            }

            json["fields"] = fields;
        }

        return json;
    }
}
