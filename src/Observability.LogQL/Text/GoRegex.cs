using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.LogQL.Text;

/// <summary>
/// A regular expression as Go has it: linear in the text, whatever the expression. .NET's engine that is linear too takes its place;
/// an expression too large for that one runs on the other, with a limit of time for each text.
/// </summary>
internal sealed class GoRegex
{
    private const int LongestPattern = 20_000;
    private const int LargestCache = 256;
    private static readonly ConcurrentDictionary<string, GoRegex> s_cache = new(StringComparer.Ordinal);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);
    private static readonly SearchValues<char> s_special = SearchValues.Create(@"\.+*?()[]{}^$");

    private readonly Regex _regex;
    private readonly string[] _literals;
    private readonly bool _isWhole;

    private GoRegex(string pattern, bool isWhole)
    {
        if (pattern.Length > LongestPattern)
        {
            throw new LogQLException("error parsing regexp: expression too large");
        }

        var (translated, groups) = GoRegexTranslator.Translate(pattern);
        Groups = groups;
        _isWhole = isWhole;
        _literals = pattern.AsSpan().ContainsAny(s_special) ? [] : pattern.Split('|');
        _regex = Compile(isWhole ? $@"\A(?:{translated})\z" : translated);
    }

    /// <summary>The names of its groups by number: empty for those without, and for the whole.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The texts one of which is what it looks for, where it is as simple as that; otherwise none.</summary>
    public IReadOnlyList<string> Literals => _literals;

    /// <summary>One that is searched for in a text.</summary>
    /// <exception cref="LogQLException">Go would refuse it.</exception>
    public static GoRegex Search(string pattern) => new(pattern, isWhole: false);

    /// <summary>One that a whole text must match.</summary>
    /// <exception cref="LogQLException">Go would refuse it.</exception>
    public static GoRegex Whole(string pattern) => new(pattern, isWhole: true);

    /// <summary>One that is searched for and that a template names anew for each line.</summary>
    /// <exception cref="LogQLException">Go would refuse it.</exception>
    public static GoRegex Cached(string pattern)
    {
        if (s_cache.TryGetValue(pattern, out var cached))
        {
            return cached;
        }

        // A pattern may be made of labels; then there is no end of them.
        if (s_cache.Count >= LargestCache)
        {
            s_cache.Clear();
        }

        return s_cache.GetOrAdd(pattern, Search);
    }

    /// <summary>Whether a text matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (_isWhole && _literals.Length > 0)
        {
            foreach (var literal in _literals)
            {
                if (text.SequenceEqual(literal))
                {
                    return true;
                }
            }

            return false;
        }

        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    /// <summary>Whether a text in UTF-8 matches; no string is made of it.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return IsMatch(buffer.AsSpan(0, Encoding.UTF8.GetChars(text, buffer)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>The first match in a text.</summary>
    public Match Match(string text)
    {
        try
        {
            return _regex.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    /// <summary>How often it is found in a text.</summary>
    public int Count(string text)
    {
        try
        {
            return _regex.Count(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    /// <summary>
    /// Replaces every match by a text, in which <c>$1</c> and <c>${name}</c> stand for groups unless it is taken literally.
    /// </summary>
    public string Replace(string text, string replacement, bool isLiteral)
    {
        try
        {
            return _regex.Replace(text, match => isLiteral ? replacement : Expand(match, replacement));
        }
        catch (RegexMatchTimeoutException)
        {
            throw TooSlow();
        }
    }

    /// <summary>A template with the groups of a match put in (https://pkg.go.dev/regexp#Regexp.Expand).</summary>
    public string Expand(Match match, string template)
    {
        var result = new StringBuilder();
        for (var position = 0; position < template.Length;)
        {
            if (template[position] != '$' || position + 1 >= template.Length)
            {
                result.Append(template[position++]);
            }
            else if (template[position + 1] == '$')
            {
                result.Append('$');
                position += 2;
            }
            else
            {
                var isBraced = template[position + 1] == '{';
                var start = position + (isBraced ? 2 : 1);
                var end = start;
                while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_'))
                {
                    end++;
                }

                if (end == start || (isBraced && (end >= template.Length || template[end] != '}')))
                {
                    result.Append(template[position++]);
                    continue;
                }

                result.Append(GroupOf(match, template[start..end]));
                position = isBraced ? end + 1 : end;
            }
        }

        return result.ToString();
    }

    private string GroupOf(Match match, string name)
    {
        if (name.All(char.IsAsciiDigit))
        {
            return name.Length < 4 ? match.Groups[name.TrimStart('0') is { Length: > 0 } number ? number : "0"].Value : string.Empty;
        }

        for (var i = 1; i < Groups.Count; i++)
        {
            if (Groups[i] == name)
            {
                return match.Groups[i].Value;
            }
        }

        return string.Empty;
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_timeout);
        }
        catch (ArgumentException error)
        {
            throw new LogQLException($"error parsing regexp: {error.Message}");
        }
    }

    private static LogQLException TooSlow() => new("a regular expression takes too long for a text");
}
