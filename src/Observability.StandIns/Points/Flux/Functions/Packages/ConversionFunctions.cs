using System.Globalization;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>Conversions of values (<c>float(v:)</c>) and of columns (<c>toFloat()</c>), and what little else there is for values.</summary>
internal static class ConversionFunctions
{
    private static readonly (string Function, string ColumnFunction, ValueKind Kind, Func<FluxValue, FluxValue?> Convert)[] s_conversions =
    [
        ("float", "toFloat", ValueKind.Float, ToFloat),
        ("int", "toInt", ValueKind.Int, ToInt),
        ("uint", "toUInt", ValueKind.UInt, ToUInt),
        ("string", "toString", ValueKind.String, static value => value.Kind <= ValueKind.Duration ? FluxValue.Of(value.ToString()) : null),
        ("bool", "toBool", ValueKind.Bool, ToBool),
        ("time", "toTime", ValueKind.Time, ToTime),
    ];

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var (function, columnFunction, kind, convert) in s_conversions)
        {
            catalog.AddPlain(function, "v", arguments => Convert(arguments.Get("v"), kind, convert));
            catalog.AddPiped(columnFunction, string.Empty, arguments => FluxValue.Of(arguments.FullTables.Select(table =>
            {
                var column = table.Require("_value");
                var builder = new ColumnBuilder("_value").As(kind);
                for (var row = 0; row < column.Count; row++)
                {
                    builder.Add(Convert(column[row], kind, convert));
                }

                return table.With(builder.Build());
            })));
        }

        catalog.AddPlain("duration", "v", arguments => arguments.Get("v") switch
        {
            { Kind: ValueKind.Duration } same => same,
            { Kind: ValueKind.Int } number => FluxValue.Of(new FluxDuration(0, number.Bits)),
            { Kind: ValueKind.String } text when FluxDuration.TryParse(text.Text) is { } parsed => FluxValue.Of(parsed),
            var other => throw arguments.Fail($"cannot convert {FluxValue.Name(other.Kind)} to duration"),
        });
        catalog.AddPlain("contains", "value set", arguments =>
        {
            var value = arguments.Get("value");
            return FluxValue.Of(arguments.Get("set", ValueKind.Array).Items.Any(item => item.Equals(value)));
        });
        catalog.AddPlain("length", "arr", arguments => FluxValue.Of((long)arguments.Get("arr", ValueKind.Array).Items.Count));
        catalog.AddPlain("die", "msg", arguments => throw new FluxException(arguments.Text("msg")));
        catalog.AddPlain("display", "v", arguments => FluxValue.Of(arguments.Get("v").ToString()));
    }

    private static FluxValue Convert(FluxValue value, ValueKind kind, Func<FluxValue, FluxValue?> convert) => value.IsNull
        ? value
        : convert(value) ?? throw new FluxException(
            value.Kind == ValueKind.String
                ? $"cannot convert string \"{value.Text}\" to {FluxValue.Name(kind)} due to invalid syntax"
                : $"cannot convert {FluxValue.Name(value.Kind)} to {FluxValue.Name(kind)}");

    private static FluxValue? ToFloat(FluxValue value) => value.Kind switch
    {
        ValueKind.Bool => FluxValue.Of(value.IsTrue ? 1d : 0d),
        ValueKind.Int or ValueKind.UInt or ValueKind.Float => FluxValue.Of(value.Number),
        ValueKind.String when value.Text is "+Inf" or "Inf" => FluxValue.Of(double.PositiveInfinity),
        ValueKind.String when value.Text is "-Inf" => FluxValue.Of(double.NegativeInfinity),
        ValueKind.String when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) =>
            FluxValue.Of(parsed),
        _ => null,
    };

    private static FluxValue? ToInt(FluxValue value) => value.Kind switch
    {
        ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.Time => FluxValue.Of(value.Bits),
        ValueKind.Float => FluxValue.Of((long)value.Float),
        ValueKind.Duration when value.Duration.Months == 0 => FluxValue.Of(value.Duration.Nanoseconds),
        ValueKind.String when long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var parsed) => FluxValue.Of(parsed),
        _ => null,
    };

    private static FluxValue? ToUInt(FluxValue value) => value.Kind switch
    {
        ValueKind.Float => FluxValue.Of((ulong)value.Float),
        ValueKind.String when ulong.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) =>
            FluxValue.Of(parsed),
        ValueKind.String => null,
        _ => ToInt(value) is { } number ? FluxValue.Of((ulong)number.Bits) : null,
    };

    private static FluxValue? ToBool(FluxValue value) => value.Kind switch
    {
        ValueKind.Bool => value,
        ValueKind.Int or ValueKind.UInt or ValueKind.Float when value.Number is 0 or 1 => FluxValue.Of(value.Number == 1),
        ValueKind.String when value.Text is "true" or "false" => FluxValue.Of(value.Text == "true"),
        _ => null,
    };

    private static FluxValue? ToTime(FluxValue value) => value.Kind switch
    {
        ValueKind.Time => value,
        ValueKind.Int or ValueKind.UInt => FluxValue.OfTime(value.Bits),
        ValueKind.String when FluxTime.TryParse(value.Text) is { } parsed => FluxValue.OfTime(parsed),
        _ => null,
    };
}
