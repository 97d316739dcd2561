using System.Text;
using System.Text.Json;
using Observability.LogQL.Text;

namespace Observability.LogQL.Templates.Functions;

/// <content>Functions of texts.</content>
internal static partial class TemplateFunctions
{
    private static IEnumerable<(string Name, TemplateFunction Function)> Texts() =>
    [
        ("ToLower", Of(1, call => call.Text(0).ToLowerInvariant())),
        ("ToUpper", Of(1, call => call.Text(0).ToUpperInvariant())),
        ("lower", Of(1, call => call.Text(0).ToLowerInvariant())),
        ("upper", Of(1, call => call.Text(0).ToUpperInvariant())),
        ("title", Of(1, call => Title(call.Text(0)))),
        ("trim", Of(1, call => call.Text(0).Trim())),
        ("TrimSpace", Of(1, call => call.Text(0).Trim())),
        ("trimAll", Of(2, call => call.Text(1).Trim([.. call.Text(0)]))),
        ("trimPrefix", Of(2, call => WithoutPrefix(call.Text(1), call.Text(0)))),
        ("trimSuffix", Of(2, call => WithoutSuffix(call.Text(1), call.Text(0)))),
        ("Trim", Of(2, call => TrimSet(call, (text, set) => text.Trim(set)))),
        ("TrimLeft", Of(2, call => TrimSet(call, (text, set) => text.TrimStart(set)))),
        ("TrimRight", Of(2, call => TrimSet(call, (text, set) => text.TrimEnd(set)))),
        ("TrimPrefix", Of(2, call => WithoutPrefix(call.Text(0), call.Text(1)))),
        ("TrimSuffix", Of(2, call => WithoutSuffix(call.Text(0), call.Text(1)))),
        ("trunc", Of(2, call => Truncate(call.Whole(0), call.Text(1)))),
        ("substr", Of(3, call => Substring(call.Whole(0), call.Whole(1), call.Text(2)))),
        ("replace", Of(3, call => Replace(call.Text(2), call.Text(0), call.Text(1), -1))),
        ("Replace", Of(4, call => Replace(call.Text(0), call.Text(1), call.Text(2), call.Whole(3)))),
        ("repeat", Of(2, call => Repeat(call.Whole(0), call.Text(1)))),
        ("indent", Of(2, call => Indent(call.Whole(0), call.Text(1)))),
        ("nindent", Of(2, call => "\n" + Indent(call.Whole(0), call.Text(1)))),
        ("alignLeft", Of(2, call => Align(call.Whole(0), call.Text(1), isLeft: true))),
        ("alignRight", Of(2, call => Align(call.Whole(0), call.Text(1), isLeft: false))),
        ("contains", Of(2, call => call.Text(1).Contains(call.Text(0), StringComparison.Ordinal))),
        ("hasPrefix", Of(2, call => call.Text(1).StartsWith(call.Text(0), StringComparison.Ordinal))),
        ("hasSuffix", Of(2, call => call.Text(1).EndsWith(call.Text(0), StringComparison.Ordinal))),
        ("regexReplaceAll", Of(3, call => Regex(call.Text(0)).Replace(call.Text(1), call.Text(2), isLiteral: false))),
        ("regexReplaceAllLiteral", Of(3, call => Regex(call.Text(0)).Replace(call.Text(1), call.Text(2), isLiteral: true))),
        ("count", Of(2, call => (long)Regex(call.Text(0)).Count(call.Text(1)))),
        ("urlencode", Of(1, call => EncodeUrl(call.Text(0)))),
        ("urldecode", Of(1, call => Uri.UnescapeDataString(call.Text(0).Replace('+', ' ')))),
        ("b64enc", Of(1, call => Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Text(0))))),
        ("b64dec", Of(1, call => DecodeBase64(call.Text(0)))),
        ("fromJson", Of(1, call => ReadJson(call.Text(0)))),
        ("default", Of(1, 2, call => call.Values.Count > 1 && GoValue.IsTrue(call[1]) ? call[1] : call[0])),
        ("__line__", Of(0, call => Encoding.UTF8.GetString(call.Scope.Line.Text.Span))),
    ];

    private static GoRegex Regex(string pattern)
    {
        try
        {
            return GoRegex.Cached(pattern);
        }
        catch (LogQLException error)
        {
            throw new TemplateException(error.Message);
        }
    }

    private static string TrimSet(TemplateArguments call, Func<string, char[], string> trim) =>
        call.Text(1).Length == 0 ? call.Text(0) : trim(call.Text(0), [.. call.Text(1)]);

    private static string WithoutPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string WithoutSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;

    // The first letter of each word becomes a capital; the others stay.
    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isInWord = result.Length > 0 && (char.IsLetterOrDigit(result[^1]) || result[^1] is '_' or '\'');
            result.Append(isInWord ? character : char.ToUpperInvariant(character));
        }

        return result.ToString();
    }

    private static string Truncate(int count, string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        return count < 0
            ? runes.Length + count > 0 ? string.Concat(runes[^-count..]) : text
            : runes.Length > count ? string.Concat(runes[..count]) : text;
    }

    private static string Substring(int start, int end, string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        end = Math.Min(end, runes.Length);
        if (start < 0)
        {
            return end < 0 ? string.Empty : string.Concat(runes[..end]);
        }

        start = Math.Min(start, runes.Length);
        return end < 0 ? string.Concat(runes[start..]) : start > end ? string.Empty : string.Concat(runes[start..end]);
    }

    private static string Replace(string text, string old, string replacement, int most)
    {
        if (most < 0 && old.Length > 0)
        {
            TemplateScope.CheckLength(text.Length + ((long)text.Length / old.Length * replacement.Length));
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        // An empty text is between all characters, and at both ends.
        TemplateScope.CheckLength(((long)text.Length + 1) * (replacement.Length + 1));
        var result = new StringBuilder();
        var position = 0;
        for (var count = 0; count != most; count++)
        {
            var at = old.Length > 0 ? text.IndexOf(old, position, StringComparison.Ordinal)
                : count == 0 ? 0
                : position < text.Length ? position + 1
                : -1;
            if (at < 0)
            {
                break;
            }

            result.Append(text, position, at - position).Append(replacement);
            position = at + old.Length;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private static string Repeat(int count, string text)
    {
        if (count < 0)
        {
            throw new TemplateException("strings: negative Repeat count");
        }

        TemplateScope.CheckLength((long)count * text.Length);
        return new StringBuilder().Insert(0, text, count).ToString();
    }

    private static string Indent(int spaces, string text)
    {
        var blanks = Repeat(spaces, " ");
        TemplateScope.CheckLength(text.Length + ((long)spaces * text.Count(character => character == '\n')));
        return blanks + text.Replace("\n", "\n" + blanks, StringComparison.Ordinal);
    }

    private static string Align(int count, string text, bool isLeft)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (count < 0 || count == runes.Length)
        {
            return text;
        }

        if (count > runes.Length)
        {
            var blanks = Repeat(count - runes.Length, " ");
            return isLeft ? text + blanks : blanks + text;
        }

        return string.Concat(isLeft ? runes[..count] : runes[^count..]);
    }

    private static string EncodeUrl(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static string DecodeBase64(string text)
    {
        var missing = text.Length % 4;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(missing > 1 ? text + new string('=', 4 - missing) : text));
        }
        catch (FormatException)
        {
            return "illegal base64 data";
        }
    }

    private static object? ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return GoValue.FromJson(document.RootElement);
        }
        catch (JsonException)
        {
            // What is no JSON becomes an empty text: https://grafana.com/docs/loki/latest/query/template_functions/#fromjson
            return string.Empty;
        }
    }
}
