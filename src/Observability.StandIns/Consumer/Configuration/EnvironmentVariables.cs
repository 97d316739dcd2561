using System.Text;

namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// Puts the environment into the texts of the configuration, as Telegraf does
/// (https://github.com/influxdata/telegraf/blob/master/docs/CONFIGURATION.md#environment-variables): <c>$NAME</c>,
/// <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME-default}</c>, <c>${NAME:?message}</c>, <c>${NAME?message}</c>, and <c>$$</c> for
/// a dollar sign. A variable that is not set stays as it is written.
/// </summary>
/// <param name="getVariable">Reads a variable; null where it is not set.</param>
internal sealed class EnvironmentVariables(Func<string, string?> getVariable)
{
    /// <summary>Replaces the variables of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mistake">What a variable that must be set says of itself, or null.</param>
    public string Replace(string text, out string? mistake)
    {
        mistake = null;
        var replaced = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var dollar = text.IndexOf('$', at);
            if (dollar < 0)
            {
                break;
            }

            replaced.Append(text, at, dollar - at);
            at = dollar + 1;
            var (value, end) = ReadReference(text, at, ref mistake);
            replaced.Append(value ?? text[dollar..end]);
            at = end;
        }

        return replaced.Append(text, at, text.Length - at).ToString();
    }

    // The value, or null for what is no reference or not set, and where it ends.
    private (string? Value, int End) ReadReference(string text, int at, ref string? mistake)
    {
        if (at < text.Length && text[at] == '$')
        {
            return ("$", at + 1);
        }

        var isBraced = at < text.Length && text[at] == '{';
        var start = isBraced ? at + 1 : at;
        var end = start;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetter(text[end]) || (end > start && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        if (end == start)
        {
            return (null, at);
        }

        var value = getVariable(text[start..end]);
        if (!isBraced)
        {
            return (value, end);
        }

        var close = text.IndexOf('}', end);
        return close < 0 ? (null, at) : (Apply(text[start..end], text[end..close], value, ref mistake), close + 1);
    }

    private static string? Apply(string name, string modifier, string? value, ref string? mistake)
    {
        var emptyCounts = !modifier.StartsWith(':');
        var rest = emptyCounts ? modifier : modifier[1..];
        var isSet = emptyCounts ? value is not null : !string.IsNullOrEmpty(value);
        if (rest.StartsWith('-'))
        {
            return isSet ? value : rest[1..];
        }

        if (rest.StartsWith('?'))
        {
            mistake = isSet ? mistake : $"the environment variable {name} is missing: {rest[1..]}";
            return value ?? string.Empty;
        }

        return modifier.Length == 0 ? value : null;
    }
}
