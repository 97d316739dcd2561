using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Consumer.Routing;

/// <summary>
/// A list of Telegraf's patterns (https://docs.influxdata.com/telegraf/v1/configuration/#glob-syntax): <c>*</c>, <c>?</c>,
/// <c>[a-z]</c>, <c>[!a-z]</c>, <c>{this,that}</c>, and a backslash before what stands for itself.
/// </summary>
internal sealed class Glob
{
    private static readonly SearchValues<char> s_special = SearchValues.Create(@"*?[]{}\");

    private readonly HashSet<string> _plain = new(StringComparer.Ordinal);
    private readonly List<Regex> _patterns = [];

    private Glob(IEnumerable<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.AsSpan().ContainsAny(s_special))
            {
                _patterns.Add(
                    new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant));
            }
            else
            {
                _plain.Add(pattern);
            }
        }
    }

    /// <summary>Makes one; null of an empty list.</summary>
    /// <exception cref="ArgumentException">One of them is no pattern.</exception>
    public static Glob? Of(IReadOnlyCollection<string> patterns) => patterns.Count == 0 ? null : new Glob(patterns);

    /// <summary>True where one of them fits the whole text.</summary>
    public bool Fits(string text) => _plain.Contains(text) || _patterns.Exists(pattern => pattern.IsMatch(text));

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*':
                    regex.Append(".*");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '[':
                    i = TranslateClass(pattern, i, regex);
                    break;
                case '{':
                    depth++;
                    regex.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    regex.Append(')');
                    break;
                case ',' when depth > 0:
                    regex.Append('|');
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return depth == 0 ? regex.Append(@"\z").ToString() : throw new ArgumentException($"'{pattern}' has a {{ without its }}");
    }

    private static int TranslateClass(string pattern, int start, StringBuilder regex)
    {
        var end = pattern.IndexOf(']', start + 1);
        if (end < 0)
        {
            throw new ArgumentException($"'{pattern}' has a [ without its ]");
        }

        var content = pattern[(start + 1)..end];
        var isNegated = content.StartsWith('!');
        content = isNegated ? content[1..] : content;
        content = content.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
        regex.Append(isNegated ? "[^" : "[").Append(content.StartsWith('^') ? @"\" : "").Append(content).Append(']');
        return end;
    }
}
