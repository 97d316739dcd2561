using System.Globalization;
using Observability.LogQL.Text;

namespace Observability.LogQL.Templates.Functions;

/// <content>Functions of times. Where Loki would use the time zone of its server, UTC is used: that of Loki's images.</content>
internal static partial class TemplateFunctions
{
    private static IEnumerable<(string Name, TemplateFunction Function)> Times() =>
    [
        ("__timestamp__", Of(0, call => GoTime.FromNanoseconds(call.Scope.Line.Time))),
        ("now", Of(0, _ => new GoTime(TimeProvider.System.GetUtcNow(), 0, "UTC"))),
        ("date", Of(2, call => GoTimeLayout.Format(ToTime(call[1]), call.Text(0)))),
        ("toDate", Of(2, call => GoTimeLayout.Parse(call.Text(0), call.Text(1), TimeZoneInfo.Utc) ?? GoTime.Zero)),
        ("toDateInZone", Of(3, call => GoTimeLayout.Parse(call.Text(0), call.Text(2), FindZone(call.Text(1))) ?? GoTime.Zero)),
        ("unixToTime", Of(1, call => FromEpoch(call.Text(0)))),
        ("unixEpoch", Of(1, call => call.Time(0).Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))),
        ("unixEpochMillis", Of(1, call => call.Time(0).Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))),
        ("unixEpochNanos", Of(1, call => call.Time(0).UnixNanoseconds.ToString(CultureInfo.InvariantCulture))),
    ];

    // A time, or the seconds of one; anything else is now.
    private static GoTime ToTime(object? value) => value switch
    {
        GoTime time => time,
        long seconds when Math.Abs(seconds) < long.MaxValue / DurationText.Second => GoTime.FromNanoseconds(seconds * DurationText.Second),
        _ => new GoTime(TimeProvider.System.GetUtcNow(), 0, "UTC"),
    };

    private static TimeZoneInfo FindZone(string name) =>
        name is not ("" or "Local" or "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    // The unit is told from the number of digits: days, seconds, milliseconds, microseconds, nanoseconds.
    private static GoTime FromEpoch(string text)
    {
        long unit = text.Length switch
        {
            5 => 24 * 3600 * DurationText.Second,
            10 => DurationText.Second,
            13 => 1_000_000,
            16 => 1000,
            19 => 1,
            _ => 0,
        };
        return unit > 0 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? GoTime.FromNanoseconds(number * unit)
            : throw new TemplateException($"unable to parse time '{text}'");
    }
}
