using System.Globalization;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>What stages find in a line.</summary>
internal static class ExtractedValue
{
    /// <summary>A value as text; null where it is none, or not there.</summary>
    public static string? Text(this LogEntry entry, string name) => entry.Extracted.GetValueOrDefault(name) switch
    {
        string text => text,
        double number => TextOf(number),
        bool flag => flag ? "true" : "false",
        _ => null,
    };

    // Go writes them without an exponent.
    private static string TextOf(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? number.ToString("0.####################", CultureInfo.InvariantCulture) : text;
    }

    /// <summary>What a stage reads: a value that was found where it names one, else the line; null where there is none.</summary>
    public static string? Input(this LogEntry entry, string? source) => source is null ? entry.Line : entry.Text(source);
}
