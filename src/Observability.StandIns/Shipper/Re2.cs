using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper;

/// <summary>
/// Regular expressions of Go (https://github.com/google/re2/wiki/Syntax) by .NET's engine that does not backtrack: like Go's it takes
/// time in proportion to the line, whatever the line is. What is written differently is translated.
/// </summary>
internal static class Re2
{
    private const string Digits = "0-9";
    private const string WordCharacters = "0-9A-Za-z_";
    private const string Spaces = @"\t\n\f\r ";

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException unsupported)
        {
            // What Go does not know either, such as a look behind, or an expression that would become too large.
            throw new ArgumentException($"'{pattern}': {unsupported.Message}", nameof(pattern));
        }
    }

    /// <summary>Makes one that fits whole texts, as those of relabelling rules do.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Regex CompileAnchored(string pattern) => Compile($"^(?s:{pattern})$");

    private static string Translate(string pattern)
    {
        // Without (?m), $ is the end of the text and nothing before it.
        var isMultiline = Regex.IsMatch(pattern, @"\(\?[a-zA-Z]*m[a-zA-Z]*(-[a-zA-Z]+)?[:)]", RegexOptions.NonBacktracking);
        var translated = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i += Escape(pattern, i, isInClass, translated);
            }
            else if (isInClass && rest.StartsWith("[:") && pattern.IndexOf(":]", i, StringComparison.Ordinal) is var end and > 0)
            {
                translated.Append(NamedClass(pattern[(i + 2)..end], pattern));
                i = end + 1;
            }
            else if (!isInClass && rest.StartsWith("(?P<"))
            {
                translated.Append("(?<");
                i += 3;
            }
            else
            {
                var wasInClass = isInClass;
                isInClass = isInClass ? pattern[i] != ']' : pattern[i] == '[';
                translated.Append(pattern[i] switch
                {
                    '$' when !wasInClass && !isMultiline => @"\z",
                    '[' when wasInClass => @"\[",
                    _ => pattern[i].ToString(),
                });
                if (!wasInClass && isInClass)
                {
                    // A bracket right at the start of a class is one of its characters.
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    {
                        translated.Append(pattern[++i]);
                    }

                    if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                    {
                        translated.Append(@"\]");
                        i++;
                    }
                }
            }
        }

        return translated.ToString();
    }

    // Returns how many characters after the backslash belong to it.
    private static int Escape(string pattern, int at, bool isInClass, StringBuilder translated)
    {
        var letter = pattern[at + 1];
        string? known = letter switch
        {
            'd' => isInClass ? Digits : $"[{Digits}]",
            'D' when !isInClass => $"[^{Digits}]",
            'w' => isInClass ? WordCharacters : $"[{WordCharacters}]",
            'W' when !isInClass => $"[^{WordCharacters}]",
            's' => isInClass ? Spaces : $"[{Spaces}]",
            'S' when !isInClass => $"[^{Spaces}]",
            _ => null,
        };
        if (known is not null)
        {
            translated.Append(known);
            return 1;
        }

        if (letter == 'Q')
        {
            var end = pattern.IndexOf(@"\E", at, StringComparison.Ordinal);
            end = end < 0 ? pattern.Length : end;
            translated.Append(Regex.Escape(pattern[(at + 2)..end]));
            return Math.Min(end + 1, pattern.Length - 1) - at;
        }

        if (letter is 'D' or 'W' or 'S' or 'C' or (>= '1' and <= '9'))
        {
            throw new ArgumentException($"'{pattern}': \\{letter} {(isInClass ? "in a class " : string.Empty)}is not supported");
        }

        translated.Append('\\').Append(letter);
        return 1;
    }

    private static string NamedClass(string name, string pattern) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "digit" => Digits,
        "lower" => "a-z",
        "upper" => "A-Z",
        "word" => WordCharacters,
        "space" => @"\t\n\v\f\r ",
        "xdigit" => "0-9A-Fa-f",
        "punct" => @"!-/:-@\[-`{-~",
        _ => throw new ArgumentException($"'{pattern}': there is no class [:{name}:]"),
    };
}
