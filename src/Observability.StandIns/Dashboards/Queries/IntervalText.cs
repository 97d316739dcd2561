using System.Globalization;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Puts the time variables into a query
/// (https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/add-template-variables/#global-variables);
/// each may be written <c>$name</c> or <c>${name}</c>.
/// </summary>
internal static class IntervalText
{
    /// <summary>
    /// Replaces <c>$__interval</c>, <c>$__range</c>, <c>$__rate_interval</c> and their like, and <c>$__auto</c> where the
    /// language has it.
    /// </summary>
    public static string Replace(string text, TimeSpan step, TimeSpan range, TimeSpan rateInterval, string? auto = null)
    {
        if (!text.Contains("$__", StringComparison.Ordinal) && !text.Contains("${__", StringComparison.Ordinal))
        {
            return text;
        }

        static string Number(double value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);
        static string Duration(TimeSpan value) => GrafanaDuration.Write((long)value.TotalMilliseconds);
        (string Name, string? Value)[] variables =
        [
            ("__interval_ms", Number(step.TotalMilliseconds)),
            ("__rate_interval_ms", Number(rateInterval.TotalMilliseconds)),
            ("__range_ms", Number(range.TotalMilliseconds)),
            ("__range_s", Number(range.TotalSeconds)),
            ("__rate_interval", Duration(rateInterval)),
            ("__interval", Duration(step)),
            ("__range", Duration(TimeSpan.FromSeconds(Math.Max(1, Math.Round(range.TotalSeconds))))),
            ("__auto", auto),
        ];
        foreach (var (name, value) in variables)
        {
            if (value is not null)
            {
                text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal).Replace($"${name}", value, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
