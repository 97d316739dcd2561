using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>
/// Reads durations as Loki's configuration and API have them: Go's notation with days, weeks and years
/// (https://grafana.com/docs/loki/latest/configure/#configuration-file-reference), such as <c>1h30m</c>, <c>7d</c> or <c>0</c>.
/// </summary>
internal static partial class LokiDuration
{
    // 292 years, as far as nanoseconds in 64 bits go.
    private const double LongestSeconds = 9.2e9;

    /// <summary>Reads a duration that is not negative.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text == "0")
        {
            return true;
        }

        var match = Notation().Match(text);
        var numbers = match.Groups["number"].Captures.Select(capture => double.Parse(capture.ValueSpan, CultureInfo.InvariantCulture));
        var seconds = numbers.Zip(match.Groups["unit"].Captures, (number, unit) => number * SecondsIn(unit.Value)).Sum();
        if (!match.Success || seconds > LongestSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The duration as Go writes it: <c>1h30m0s</c>, <c>5s</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{duration.Seconds + (duration.Milliseconds / 1000d):0.###}s");
        var hours = duration.TotalHours < 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}h");
        return duration.TotalMinutes < 1 ? seconds : string.Create(CultureInfo.InvariantCulture, $"{hours}{duration.Minutes}m{seconds}");
    }

    private static double SecondsIn(string unit) => unit switch
    {
        "ns" => 1e-9,
        "us" or "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => 31_536_000,
    };

    [GeneratedRegex(@"^(?:(?<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|µs|ms|s|m|h|d|w|y))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Notation();
}
