using System.Text.Json;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>A column of numbers.</summary>
internal sealed record NumberField(string Name, IReadOnlyList<double?> Values) : Field(Name)
{
    /// <inheritdoc />
    public override int Count => Values.Count;

    /// <inheritdoc />
    public override string Type => "number";

    /// <inheritdoc />
    public override string GoType => "float64";

    /// <inheritdoc />
    public override void WriteValues(Utf8JsonWriter json, ICollection<(string Kind, int Index)> odd)
    {
        for (var index = 0; index < Values.Count; index++)
        {
            if (Values[index] is not { } number)
            {
                json.WriteNullValue();
            }
            else if (double.IsFinite(number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
                odd.Add((double.IsNaN(number) ? "NaN" : number > 0 ? "Inf" : "NegInf", index));
            }
        }
    }
}
