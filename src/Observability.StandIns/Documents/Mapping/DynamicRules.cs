using System.Text.Json;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>
/// How a field comes about that no mapping names
/// (https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping).
/// </summary>
/// <param name="Templates">Templates, of which the first that fits is taken.</param>
/// <param name="DetectsDates">True where a text that is a date makes a date.</param>
/// <param name="DetectsNumbers">True where a text that is a number makes a number.</param>
/// <param name="DateFormats">How such dates are written.</param>
internal sealed record DynamicRules(
    IReadOnlyList<DynamicTemplate> Templates, bool DetectsDates, bool DetectsNumbers, IReadOnlyList<DateFormat> DateFormats)
{
    /// <summary>What an index has that does not say otherwise.</summary>
    public static DynamicRules Default { get; } = new(
        [], true, false, [DateFormat.Parse("strict_date_optional_time"), DateFormat.Parse("yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z")]);

    /// <summary>The rules with one of a mapping's parameters in them.</summary>
    /// <exception cref="ApiException">The parameter has a mistake.</exception>
    public DynamicRules With(string parameter, JsonElement value)
    {
        switch (parameter)
        {
            case "date_detection":
                return this with { DetectsDates = value.ToString() is "true" or "True" };
            case "numeric_detection":
                return this with { DetectsNumbers = value.ToString() is "true" or "True" };
            case "dynamic_date_formats" when value.ValueKind == JsonValueKind.Array:
                return this with { DateFormats = [.. value.EnumerateArray().Select(format => DateFormat.Parse(format.ToString()))] };
            case "dynamic_templates" when value.ValueKind == JsonValueKind.Array:
                return this with { Templates = [.. value.EnumerateArray().Select(DynamicTemplate.Read)] };
            default:
                throw MappingErrors.Wrong($"[{parameter}] cannot be [{value}]");
        }
    }
}
