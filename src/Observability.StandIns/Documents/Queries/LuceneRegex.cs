using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Queries;

/// <summary>
/// Regular expressions as Lucene writes them
/// (https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax), which fit a whole term or not at all. They run without
/// going back, so that no expression takes longer than its length and the text's together.
/// </summary>
internal static class LuceneRegex
{
    private const int LargestCount = 1000;
    private const int MostCopies = 10_000;

    /// <summary>Makes the expression.</summary>
    /// <param name="pattern">As Lucene writes it.</param>
    /// <param name="longest">Longest pattern.</param>
    /// <param name="ignoreCase">True where capitals do not count.</param>
    /// <exception cref="ApiException">It has a mistake, is too long, or uses what is not supported.</exception>
    public static Regex Create(string pattern, int longest, bool ignoreCase)
    {
        if (pattern.Length > longest)
        {
            throw ApiErrors.Shard(
                "query_shard_exception",
                $"failed to create query: The length of regex [{pattern.Length}] used in the Regexp Query request has exceeded the allowed maximum of [{longest}]. This maximum can be set by changing the [index.max_regex_length] index level setting.");
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture;
            return new Regex($"^(?:{Translate(pattern)})\\z", ignoreCase ? options | RegexOptions.IgnoreCase : options);
        }
        catch (RegexParseException mistake)
        {
            throw Wrong(pattern, $"{mistake.Error} at position {Math.Max(0, mistake.Offset - 4)}");
        }
        catch (NotSupportedException)
        {
            // The engine that does not go back has a limit of its own.
            throw Wrong(pattern, "input automaton was too complex");
        }
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder();
        long copies = 1;
        for (var at = 0; at < pattern.Length; at++)
        {
            var character = pattern[at];
            switch (character)
            {
                case '\\':
                    at++;
                    result.Append(at < pattern.Length ? TranslateEscape(pattern[at]) : throw Wrong(pattern, "end of expression after \\"));
                    break;
                case '"':
                    var end = pattern.IndexOf('"', at + 1);
                    end = end < 0 ? throw Wrong(pattern, "expected '\"'") : end;
                    result.Append("(?:").Append(Regex.Escape(pattern[(at + 1)..end])).Append(')');
                    at = end;
                    break;
                case '[':
                    at = TranslateClass(pattern, at, result);
                    break;
                case '{':
                    at = TranslateCount(pattern, at, result, ref copies);
                    break;
                case '(':
                    result.Append("(?:");
                    break;
                case '@':
                    result.Append("(?:.*)");
                    break;
                case '#' or '~' or '&' or '<':
                    throw ApiErrors.NotSupported($"the operator {character} in regular expressions");
                case '^' or '$' or '-' or '/' or ' ' or '>' or '}' or ']':
                    result.Append('\\').Append(character == ' ' ? "x20" : character.ToString());
                    break;
                default:
                    result.Append(character);
                    break;
            }
        }

        return result.ToString();
    }

    private static string TranslateEscape(char character) => character switch
    {
        'd' or 'D' or 'w' or 'W' or 's' or 'S' => $"\\{character}",
        _ => Regex.Escape(character.ToString()),
    };

    private static int TranslateClass(string pattern, int start, StringBuilder result)
    {
        var at = start + 1;
        result.Append('[');
        if (at < pattern.Length && pattern[at] == '^')
        {
            result.Append('^');
            at++;
        }

        for (; at < pattern.Length && pattern[at] != ']'; at++)
        {
            var character = pattern[at];
            if (character == '\\' && at + 1 < pattern.Length)
            {
                character = pattern[++at];
                result.Append('\\').Append(character is 'd' or 'D' or 'w' or 'W' or 's' or 'S' || !char.IsAsciiLetterOrDigit(character)
                    ? character.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"u{(int)character:x4}"));
            }
            else
            {
                result.Append(character == '[' ? "\\[" : character);
            }
        }

        if (at >= pattern.Length)
        {
            throw Wrong(pattern, "expected ']'");
        }

        result.Append(']');
        return at;
    }

    private static int TranslateCount(string pattern, int start, StringBuilder result, ref long copies)
    {
        var end = pattern.IndexOf('}', start);
        var parts = end < 0 ? throw Wrong(pattern, "expected '}'") : pattern[(start + 1)..end].Split(',');
        var most = 0;
        if (parts.Length > 2 || !TryCount(parts[0], out var least) || (
            parts.Length == 2 && parts[1].Length > 0 && !TryCount(parts[1], out most)))
        {
            throw Wrong(pattern, $"a count of 0 to {LargestCount} is expected between {{ and }}");
        }

        // Counts in counts multiply: ((a{99}){99}){99} is a million a's.
        copies *= Math.Max(1, Math.Max(least, most));
        if (copies > MostCopies)
        {
            throw Wrong(pattern, "input automaton was too complex");
        }

        result.Append(pattern, start, end - start + 1);
        return end;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= LargestCount;

    private static ApiException Wrong(string pattern, string what) =>
        ApiErrors.Shard("query_shard_exception", $"failed to create query: invalid regular expression /{pattern}/: {what}");
}
