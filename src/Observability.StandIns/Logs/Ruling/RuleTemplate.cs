using System.Globalization;
using System.Text.RegularExpressions;
using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.LogQL.Templates;

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
        catch (Exception mistake) when (mistake is FormatException or TemplateException)
        {
            return $"<error expanding template: {mistake.Message}>";
        }
    }

    private static string Evaluate(string body, LabelSet labels, double value)
    {
        object current = string.Empty;
        foreach (var (stage, index) in Stages(body).Select((part, index) => (part.Trim(), index)))
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

    // At each | that stands in no quotes.
    private static IEnumerable<string> Stages(string body)
    {
        var begin = 0;
        foreach (var pipe in QuotedOrPipe().Matches(body).Where(match => match.Value == "|"))
        {
            yield return body[begin..pipe.Index];
            begin = pipe.Index + 1;
        }

        yield return body[begin..];
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
            _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
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
        ("humanizePercentage", [var number]) => General(Number(number) * 100) + "%",
        ("humanizeDuration", [var number]) => HumanizeDuration(Number(number)),
        ("printf", [string format, .. var values]) => GoFormat.Printf(format, values),
        _ => throw new FormatException($"this stand-in for Loki does not know '{function}' with {arguments.Length} values in templates"),
    };

    private static string Humanize(double value)
    {
        var size = Math.Abs(value);
        if (value == 0 || !double.IsFinite(value))
        {
            return General(value);
        }

        string[] names = size >= 1 ? ["", "k", "M", "G", "T", "P", "E", "Z", "Y"] : ["", "m", "u", "n", "p", "f", "a", "z", "y"];
        var power = 0;
        for (; power < names.Length - 1 && (size >= 1000 || size < 1); power++)
        {
            (size, value) = names[1] == "k" ? (size / 1000, value / 1000) : (size * 1000, value * 1000);
        }

        return General(value) + names[power];
    }

    private static string Humanize1024(double value)
    {
        var power = 0;
        for (; power < 8 && Math.Abs(value) >= 1024; power++)
        {
            value /= 1024;
        }

        return General(value) + (power == 0 ? "" : "KMGTPEZY"[power - 1] + "i");
    }

    private static string HumanizeDuration(double seconds)
    {
        var whole = (long)Math.Abs(seconds);
        if (!double.IsFinite(seconds) || whole < 60)
        {
            return Math.Abs(seconds) is > 0 and < 1 ? Humanize(seconds) + "s" : General(seconds) + "s";
        }

        var (days, hours, minutes, rest) = (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60);
        var sign = seconds < 0 ? "-" : string.Empty;
        var small = FormattableString.Invariant($"{minutes}m {rest}s");
        return sign + (days > 0
            ? FormattableString.Invariant($"{days}d {hours}h {small}")
            : hours > 0 ? FormattableString.Invariant($"{hours}h {small}") : small);
    }

    private static string General(double value) => GoFormat.Printf("%.4g", [value]);

    private static double Number(object value) => value switch
    {
        double number => number,
        long whole => whole,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new FormatException($"'{Format(value)}' is no number"),
    };

    private static string Format(object value) => value switch
    {
        double number => ResultFormat.Value(number),
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        LabelSet labels => labels.ToString(),
        _ => (string)value,
    };

    [GeneratedRegex(@"\{\{-?(?<body>.*?)-?\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"""[^""]*""|`[^`]*`|\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"""[^""]*""|`[^`]*`|\|", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedOrPipe();
}
