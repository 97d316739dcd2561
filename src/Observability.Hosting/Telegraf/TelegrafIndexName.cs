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

    [GeneratedRegex(@"^([a-z0-9]|\{\{\s*\w+\s*\}\})([a-z0-9._-]|%[YymdHV]|\{\{\s*\w+\s*\}\})*\z")]
    private static partial Regex Pattern();
}
