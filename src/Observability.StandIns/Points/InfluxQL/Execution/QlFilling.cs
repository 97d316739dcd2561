using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>Puts values into windows without points.</summary>
internal static class QlFilling
{
    /// <summary>Does as <c>fill()</c> says.</summary>
    public static void Apply(QlValues values, QlFill fill)
    {
        switch (fill.Kind)
        {
            case "number":
                var isWhole = values.Values.Exists(value => value.Kind == ValueKind.Int) && fill.Value.Kind == ValueKind.Int;
                var isFloat = values.Values.Exists(value => value.Kind == ValueKind.Float);
                for (var i = 0; i < values.Values.Count; i++)
                {
                    values.Values[i] = !values.Values[i].IsNull ? values.Values[i]
                        : isFloat ? FluxValue.Of(fill.Value.Number)
                        : isWhole ? fill.Value : FluxValue.Of((long)fill.Value.Number);
                }

                break;
            case "previous":
                for (var i = 1; i < values.Values.Count; i++)
                {
                    values.Values[i] = values.Values[i].IsNull ? values.Values[i - 1] : values.Values[i];
                }

                break;
            case "linear":
                Interpolate(values);
                break;
        }
    }

    private static void Interpolate(QlValues values)
    {
        var before = -1;
        for (var i = 0; i < values.Values.Count; i++)
        {
            if (values.Values[i].IsNull)
            {
                continue;
            }

            for (var gap = before + 1; before >= 0 && gap < i; gap++)
            {
                var (from, to) = (values.Values[before], values.Values[i]);
                var share = (double)(values.Times[gap] - values.Times[before]) / (values.Times[i] - values.Times[before]);
                var value = from.Number + ((to.Number - from.Number) * share);
                values.Values[gap] = from.Kind == ValueKind.Float ? FluxValue.Of(value) : FluxValue.Of((long)value);
            }

            before = i;
        }
    }
}
