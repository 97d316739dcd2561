using System.Globalization;
using System.Text.RegularExpressions;
using Observability.LogQL;
using Observability.LogQL.Results;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>
/// Fills in the templates of labels and annotations
/// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/): values and functions in a row, such as
/// <c>{{ $labels.app }}</c> or <c>{{ $value | humanizePercentage }}</c>. Control structures and queries are not there, and say so.
/// </summary>
internal static partial class RuleTemplate
{
    private const int LongestResult = 64 << 10;

    /// <summary>Fills in a template.</summary>
    public static string Expand(string template, LabelSet labels, double value)
    {
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            return template;
        }

        try
        {
            var text = Action().Replace(template, match => Evaluate(match.Groups["body"].Value, labels, value));
            return text.Length <= LongestResult ? text : text[..LongestResult];
        }
        catch (FormatException mistake)
        {
            return $"<error expanding template: {mistake.Message}>";
        }
    }

    private static string Evaluate(string body, LabelSet labels, double value)
    {
        object current = string.Empty;
        foreach (var (stage, index) in body.Split('|').Select((part, index) => (part.Trim(), index)))
        {
            var words = Word().Matches(stage).Select(match => match.Value).ToArray();
            if (words.Length == 0)
            {
                throw new FormatException($"'{body.Trim()}' has an empty part");
            }

            var operands = words[1..].Select(word => ReadOperand(word, labels, value));
            current = index == 0 && words.Length == 1
                ? ReadOperand(words[0], labels, value)
                : Apply(words[0], [.. index == 0 ? operands : operands.Append(current)]);
        }

        return Format(current);
    }

    private static object ReadOperand(string word, LabelSet labels, double value)
    {
        if (word is "$value" or ".Value")
        {
            return value;
        }

        foreach (var prefix in new[] { "$labels.", ".Labels." })
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal))
            {
                return labels[word[prefix.Length..]];
            }
        }

        return word switch
        {
            "$labels" or ".Labels" => labels,
            ['"' or '`', .. var text, '"' or '`'] => text,
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new FormatException($"this stand-in for Loki does not know '{word}' in templates"),
        };
    }

    private static string Apply(string function, object[] arguments) => (function, arguments) switch
    {
        ("index", [LabelSet labels, string name]) => labels[name],
        ("toUpper", [var text]) => Format(text).ToUpperInvariant(),
        ("toLower", [var text]) => Format(text).ToLowerInvariant(),
        ("title", [var text]) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Format(text)),
        ("humanize", [var number]) => Humanize(Number(number)),
        ("humanize1024", [var number]) => Humanize1024(Number(number)),
        ("humanizePercentage", [var number]) => General(Number(number) * 100, 4) + "%",
        ("humanizeDuration", [var number]) => HumanizeDuration(Number(number)),
        ("printf", [string format, .. var values]) => Printf(format, values),
        _ => throw new FormatException($"this stand-in for Loki does not know '{function}' with {arguments.Length} values in templates"),
    };

    private static string Printf(string format, object[] values)
    {
        var next = 0;
        return Verb().Replace(format, match =>
        {
            if (match.Value == "%%")
            {
                return "%";
            }

            var value = next < values.Length ? values[next++] : throw new FormatException($"printf \"{format}\" has too few values");
            var places = match.Groups["places"].Value;
            return match.Groups["verb"].Value switch
            {
                "f" => Number(value).ToString("F" + (places.Length > 0 ? places : "6"), CultureInfo.InvariantCulture),
                "d" => Number(value).ToString("F0", CultureInfo.InvariantCulture),
                "g" => General(Number(value), places.Length > 0 ? int.Parse(places, CultureInfo.InvariantCulture) : 17),
                _ => Format(value),
            };
        });
    }

    private static string Humanize(double value)
    {
        var size = Math.Abs(value);
        if (value == 0 || !double.IsFinite(value))
        {
            return General(value, 4);
        }

        string[] names = size >= 1 ? ["", "k", "M", "G", "T", "P", "E", "Z", "Y"] : ["", "m", "u", "n", "p", "f", "a", "z", "y"];
        var power = 0;
        for (; power < names.Length - 1 && (size >= 1000 || size < 1); power++)
        {
            (size, value) = names[1] == "k" ? (size / 1000, value / 1000) : (size * 1000, value * 1000);
        }

        return General(value, 4) + names[power];
    }

    private static string Humanize1024(double value)
    {
        var power = 0;
        for (; power < 8 && Math.Abs(value) >= 1024; power++)
        {
            value /= 1024;
        }

        return General(value, 4) + (power == 0 ? "" : "KMGTPEZY"[power - 1] + "i");
    }

    private static string HumanizeDuration(double seconds)
    {
        var whole = (long)Math.Abs(seconds);
        if (!double.IsFinite(seconds) || whole < 60)
        {
            return Math.Abs(seconds) is > 0 and < 1 ? Humanize(seconds) + "s" : General(seconds, 4) + "s";
        }

        var (days, hours, minutes, rest) = (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60);
        var sign = seconds < 0 ? "-" : string.Empty;
        var small = FormattableString.Invariant($"{minutes}m {rest}s");
        return sign + (days > 0
            ? FormattableString.Invariant($"{days}d {hours}h {small}")
            : hours > 0 ? FormattableString.Invariant($"{hours}h {small}") : small);
    }

    // %.4g of Go and C.
    private static string General(double value, int digits) => double.IsFinite(value)
        ? value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : ResultFormat.Value(value);

    private static double Number(object value) => value switch
    {
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new FormatException($"'{Format(value)}' is no number"),
    };

    private static string Format(object value) => value switch
    {
        double number => ResultFormat.Value(number),
        LabelSet labels => labels.ToString(),
        _ => (string)value,
    };

    [GeneratedRegex(@"\{\{-?(?<body>.*?)-?\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"""[^""]*""|`[^`]*`|\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"%(\.(?<places>[0-9]{1,2}))?(?<verb>[fdgsv])|%%", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
