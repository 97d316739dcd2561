using System.Text;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Patterns of terms: the beginning, wildcards with escapes, regular expressions.</summary>
internal static class TermPattern
{
    // What stands for an escaped * or ? while the pattern is compared; no text holds them.
    private const char EscapedStar = '\uFDD0';
    private const char EscapedQuestion = '\uFDD1';

    /// <summary>Makes the predicate of a pattern.</summary>
    /// <param name="kind"><c>prefix</c>, <c>wildcard</c> or <c>regexp</c>.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">True where capitals do not count.</param>
    /// <param name="longestRegex">Longest regular expression.</param>
    /// <exception cref="ApiException">The pattern has a mistake.</exception>
    public static Func<string, bool> Create(string kind, string pattern, bool ignoreCase, int longestRegex)
    {
        switch (kind)
        {
            case "prefix":
                var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
                return term => term.StartsWith(pattern, comparison);
            case "regexp":
                return LuceneRegex.Create(pattern, longestRegex, ignoreCase).IsMatch;
            default:
                var prepared = Prepare(ignoreCase ? pattern.ToLowerInvariant() : pattern, out var hasEscapes);
                return term =>
                {
                    var text = ignoreCase ? term.ToLowerInvariant() : term;
                    return Wildcard.IsMatch(prepared, hasEscapes ? text.Replace('*', EscapedStar).Replace('?', EscapedQuestion) : text);
                };
        }
    }

    private static string Prepare(string pattern, out bool hasEscapes)
    {
        hasEscapes = pattern.Contains('\\', StringComparison.Ordinal);
        if (!hasEscapes)
        {
            return pattern;
        }

        var result = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
            {
                at++;
                result.Append(pattern[at] switch { '*' => EscapedStar, '?' => EscapedQuestion, var other => other });
            }
            else
            {
                result.Append(pattern[at]);
            }
        }

        return result.ToString();
    }
}
