using System.Text.RegularExpressions;

namespace Observability.LogQL.Text;

/// <summary>A regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax).</summary>
internal sealed class GoRegex
{
    private readonly Regex _regex;

    private GoRegex(Regex regex) => _regex = regex;

    /// <summary>One that a whole text must match.</summary>
    public static GoRegex Whole(string pattern) => new(new Regex($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    /// <summary>Whether a text matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => _regex.IsMatch(text);
}
