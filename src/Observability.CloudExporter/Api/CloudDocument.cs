using System.Globalization;
using System.Text.Json;

namespace Observability.CloudExporter.Api;

/// <summary>
/// A JSON object out of an answer. What is missing or of another type is an error that says where:
/// <c>GET /v2/droplets: droplets[3].size.price_hourly is missing</c>. Typed documents would say the same, at the price of
/// a thousand methods to compile before the first refresh.
/// </summary>
internal sealed class CloudDocument
{
    private readonly JsonElement _json;
    private readonly CloudDocument? _parent;
    private readonly string _name;
    private readonly int _index;

    private CloudDocument(JsonElement json, CloudDocument? parent, string name, int index)
    {
        _json = json;
        _parent = parent;
        _name = name;
        _index = index;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{Place} is not an object.");
        }
    }

    private string Place
    {
        get
        {
            var place = _parent is null ? $"GET {_name}: the answer" : _parent.PlaceOf(_name);
            return _index < 0 ? place : place + string.Create(CultureInfo.InvariantCulture, $"[{_index}]");
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="path">What was asked for, for messages.</param>
    /// <param name="body">The answer.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="InvalidDataException">It is not a JSON object.</exception>
    public static async Task<CloudDocument> ReadAsync(string path, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return new CloudDocument(json.RootElement.Clone(), null, path, -1);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"GET {path}: the answer is not JSON: {wrong.Message}", wrong);
        }
    }

    /// <summary>A string.</summary>
    public string Text(string field) => Get(field, JsonValueKind.String).GetString()!;

    /// <summary>A string, or none where the field is missing or null.</summary>
    public string TextOrEmpty(string field) => Has(field) ? Text(field) : "";

    /// <summary>A number.</summary>
    public double Number(string field) => Get(field, JsonValueKind.Number).GetDouble();

    /// <summary>A number, or 0 where the field is missing or null.</summary>
    public double NumberOrZero(string field) => Has(field) ? Number(field) : 0;

    /// <summary>A number as a label's value; 0 where the field is missing or null.</summary>
    public string NumberLabel(string field) => Has(field) ? Get(field, JsonValueKind.Number).GetRawText() : "0";

    /// <summary>Whether the field is <c>true</c>, rather than false, null or missing.</summary>
    public bool IsTrue(string field) => _json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string field) =>
        _json.TryGetProperty(field, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>An object.</summary>
    public CloudDocument Object(string field) => new(Get(field, JsonValueKind.Object), this, field, -1);

    /// <summary>An object, or null where the field is missing or null.</summary>
    public CloudDocument? Find(string field) => Has(field) ? Object(field) : null;

    /// <summary>The objects of a list; the APIs leave some empty lists out, so a missing one is empty.</summary>
    public IReadOnlyList<CloudDocument> Items(string field)
    {
        if (!Has(field))
        {
            return [];
        }

        var list = Get(field, JsonValueKind.Array);
        var items = new List<CloudDocument>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            items.Add(new CloudDocument(item, this, field, items.Count));
        }

        return items;
    }

    /// <summary>The number of entries of a list of whatever; 0 where it is missing or null.</summary>
    public int Count(string field) => Has(field) ? Get(field, JsonValueKind.Array).GetArrayLength() : 0;

    /// <summary>The first string of a list; empty where there is none.</summary>
    public string FirstText(string field) => Count(field) > 0 && _json.GetProperty(field)[0] is { ValueKind: JsonValueKind.String } first
        ? first.GetString()!
        : "";

    private JsonElement Get(string field, JsonValueKind kind)
    {
        if (!_json.TryGetProperty(field, out var value))
        {
            throw new InvalidDataException($"{PlaceOf(field)} is missing.");
        }

        return value.ValueKind == kind
            ? value
            : throw new InvalidDataException($"{PlaceOf(field)} is {value.ValueKind}, not {kind}.");
    }

    // The answer itself is in the way between its address and its fields.
    private string PlaceOf(string field) => _parent is null ? $"GET {_name}: {field}" : $"{Place}.{field}";
}
