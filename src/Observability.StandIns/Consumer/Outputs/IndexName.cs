using System.Globalization;
using System.Text;
using Observability.StandIns.Consumer.Model;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// The name of an index with Telegraf's placeholders: <c>%Y %y %m %d %H %V</c> for parts of the time in UTC, <c>{{tag}}</c> for the
/// value of a tag.
/// </summary>
internal sealed class IndexName
{
    private readonly List<(string Text, string? Tag)> _parts = [];
    private readonly string _defaultTagValue;

    /// <summary>Reads one.</summary>
    public IndexName(string pattern, string defaultTagValue)
    {
        _defaultTagValue = defaultTagValue;
        var at = 0;
        while (pattern.IndexOf("{{", at, StringComparison.Ordinal) is var start and >= 0
            && pattern.IndexOf("}}", start, StringComparison.Ordinal) is var end and >= 0)
        {
            _parts.Add((pattern[at..start], pattern[(start + 2)..end].Trim()));
            at = end + 2;
        }

        _parts.Add((pattern[at..], null));
    }

    /// <summary>What stands before the first placeholder.</summary>
    public string Prefix
    {
        get
        {
            var first = _parts[0].Text;
            var percent = first.IndexOf('%', StringComparison.Ordinal);
            return percent < 0 ? first : first[..percent];
        }
    }

    /// <summary>The name for a metric.</summary>
    public string For(Metric metric)
    {
        var time = DateTime.UnixEpoch.AddTicks(metric.Nanoseconds / 100);
        var name = new StringBuilder();
        foreach (var (text, tag) in _parts)
        {
            AppendDates(name, text, time);
            name.Append(tag is null ? null : metric.Tag(tag) ?? _defaultTagValue);
        }

        return name.ToString();
    }

    private static void AppendDates(StringBuilder name, string text, DateTime time)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var part = text[i] == '%' && i + 1 < text.Length ? PartOf(text[i + 1], time) : null;
            name.Append(part ?? text[i].ToString());
            i += part is null ? 0 : 1;
        }
    }

    // The week without a zero before it, as Telegraf writes it.
    private static string? PartOf(char letter, DateTime time) => letter switch
    {
        'Y' => time.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => time.ToString("yy", CultureInfo.InvariantCulture),
        'm' => time.ToString("MM", CultureInfo.InvariantCulture),
        'd' => time.ToString("dd", CultureInfo.InvariantCulture),
        'H' => time.ToString("HH", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
