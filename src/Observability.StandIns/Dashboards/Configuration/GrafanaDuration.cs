using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// Durations as settings, dashboards and rules write them: <c>30s</c>, <c>1h30m</c>, <c>7d</c>, <c>1M</c>; a bare number is
/// seconds.
/// </summary>
internal static partial class GrafanaDuration
{
    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue)
        {
            duration = TimeSpan.FromSeconds(seconds);
            return true;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        for (var index = 0; index < match.Groups["number"].Captures.Count; index++)
        {
            if (!double.TryParse(match.Groups["number"].Captures[index].ValueSpan, NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number)
                || number > int.MaxValue)
            {
                return false;
            }

            duration += TimeSpan.FromMilliseconds(number * UnitMilliseconds(match.Groups["unit"].Captures[index].Value));
        }

        return true;
    }

    /// <summary>Writes one as the stores' languages read it: <c>90000</c> milliseconds are <c>90s</c>, 1500 are <c>1500ms</c>.</summary>
    public static string Write(long milliseconds) => milliseconds % 1000 == 0
        ? FormattableString.Invariant($"{milliseconds / 1000}s")
        : FormattableString.Invariant($"{milliseconds}ms");

    private static double UnitMilliseconds(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 7 * 86_400_000d,
        "M" => 30 * 86_400_000d,
        _ => 365 * 86_400_000d,
    };

    [GeneratedRegex(@"^((?<number>\d+(\.\d+)?)(?<unit>ms|[smhdwMy]))+$")]
    private static partial Regex Pattern();
}
