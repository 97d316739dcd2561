using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Telegraf;

/// <summary>
/// Which names an index can have (https://www.elastic.co/guide/en/elasticsearch/reference/current/indices-create-index.html), with
/// Telegraf's placeholders.
/// </summary>
internal static partial class TelegrafIndexName
{
    /// <summary>Throws where a name would be refused document by document.</summary>
    public static void ThrowIfNone(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (!Pattern().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name of an index: use lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit; %Y %y %m %d %H %V stand for parts of the date and {{{{tag}}}} for the value of a tag.",
                parameter);
        }
    }

    /// <summary>The index of a point of a time; the value of a tag is any.</summary>
    public static string At(string name, DateTime time) => Placeholder().Replace(name, match => match.Value switch
    {
        "%Y" => time.ToString("yyyy", CultureInfo.InvariantCulture),
        "%y" => time.ToString("yy", CultureInfo.InvariantCulture),
        "%m" => time.ToString("MM", CultureInfo.InvariantCulture),
        "%d" => time.ToString("dd", CultureInfo.InvariantCulture),
        "%H" => time.ToString("HH", CultureInfo.InvariantCulture),
        "%V" => ISOWeek.GetWeekOfYear(time).ToString("00", CultureInfo.InvariantCulture),
        _ => "tag",
    });

    [GeneratedRegex(@"%[YymdHV]|\{\{\s*\w+\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^([a-z0-9]|\{\{\s*\w+\s*\}\})([a-z0-9._-]|%[YymdHV]|\{\{\s*\w+\s*\}\})*\z")]
    private static partial Regex Pattern();
}
