using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Configuration;

/// <summary>
/// Reads durations as Go programs do: a number of seconds, or Go's notation (https://pkg.go.dev/time#ParseDuration), such as
/// <c>1m30s</c> or <c>0.5s</c>.
/// </summary>
internal static partial class GoDuration
{
    /// <summary>Reads a duration that is not negative and at most 24 days, which is as long as timers run.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var isPlain = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        var milliseconds = seconds * 1_000d;
        var match = Notation().Match(text);
        if (!isPlain)
        {
            var numbers = match.Groups["number"].Captures.Select(capture => double.Parse(capture.ValueSpan, CultureInfo.InvariantCulture));
            milliseconds = numbers.Zip(match.Groups["unit"].Captures, (number, unit) => number * MillisecondsIn(unit.Value)).Sum();
        }

        var fits = (isPlain || match.Success) && milliseconds < int.MaxValue;
        duration = fits ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return fits;
    }

    private static double MillisecondsIn(string unit) => unit switch
    {
        "ns" => 1e-6,
        "us" or "µs" => 1e-3,
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => 3_600_000,
    };

    [GeneratedRegex(@"^(?:(?<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|µs|ms|s|m|h))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Notation();
}
