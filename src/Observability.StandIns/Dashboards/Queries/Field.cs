using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>A column of a <see cref="Frame"/>.</summary>
internal abstract record Field(string Name)
{
    /// <summary>What tells it from others of its name.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>How it is shown: <c>displayNameFromDS</c>, <c>interval</c>.</summary>
    public JsonObject? Config { get; init; }

    /// <summary>How many values it has.</summary>
    public abstract int Count { get; }

    /// <summary>Kind for the page: <c>time</c>, <c>number</c>, <c>string</c>, <c>other</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Kind in Go, where the real one is written.</summary>
    public abstract string GoType { get; }

    /// <summary>Writes the values as a JSON list; those that JSON has no word for are null, and noted.</summary>
    public abstract void WriteValues(Utf8JsonWriter json, ICollection<(string Kind, int Index)> odd);

    /// <summary>Milliseconds since 1970.</summary>
    public static Field Time(string name, IReadOnlyList<long?> values) => new TimeField(name, values);

    /// <summary>Numbers.</summary>
    public static NumberField Number(string name, IReadOnlyList<double?> values) => new(name, values);

    /// <summary>Texts.</summary>
    public static Field Text(string name, IReadOnlyList<string?> values) => new TextField(name, values);

    /// <summary>JSON values.</summary>
    public static Field Json(string name, IReadOnlyList<JsonNode?> values) => new JsonField(name, values);

    private sealed record TimeField(string Name, IReadOnlyList<long?> Values) : Field(Name)
    {
        public override int Count => Values.Count;

        public override string Type => "time";

        public override string GoType => "time.Time";

        public override void WriteValues(Utf8JsonWriter json, ICollection<(string Kind, int Index)> odd)
        {
            foreach (var value in Values)
            {
                if (value is { } time)
                {
                    json.WriteNumberValue(time);
                }
                else
                {
                    json.WriteNullValue();
                }
            }
        }
    }

    private sealed record TextField(string Name, IReadOnlyList<string?> Values) : Field(Name)
    {
        public override int Count => Values.Count;

        public override string Type => "string";

        public override string GoType => "string";

        public override void WriteValues(Utf8JsonWriter json, ICollection<(string Kind, int Index)> odd)
        {
            foreach (var value in Values)
            {
                json.WriteStringValue(value);
            }
        }
    }

    private sealed record JsonField(string Name, IReadOnlyList<JsonNode?> Values) : Field(Name)
    {
        public override int Count => Values.Count;

        public override string Type => "other";

        public override string GoType => "json.RawMessage";

        public override void WriteValues(Utf8JsonWriter json, ICollection<(string Kind, int Index)> odd)
        {
            foreach (var value in Values)
            {
                if (value is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    value.WriteTo(json);
                }
            }
        }
    }
}
