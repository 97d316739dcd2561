using System.Globalization;
using System.Text;

namespace Observability.StandIns.Documents.Text;

/// <summary>
/// Words as Unicode's text segmentation finds them (https://www.unicode.org/reports/tr29/#Word_Boundaries), in lower case: letters and
/// digits together, with a point, colon or apostrophe inside between letters, a point or comma inside between digits, and underscores;
/// a Chinese or Japanese character is a word by itself.
/// </summary>
internal sealed class StandardAnalyzer : Analyzer
{
    private enum Kind
    {
        None,
        Letter,
        Digit,
        Connector,
        Mark,
        Single,
    }

    /// <inheritdoc/>
    public override bool LowersCase => true;

    /// <inheritdoc/>
    public override void Analyze(ReadOnlySpan<char> text, WordAction action)
    {
        var start = -1;
        var last = Kind.None;
        var hasContent = false;
        for (var at = 0; at < text.Length;)
        {
            var (kind, length) = Read(text, at);
            if (kind == Kind.Mark && start >= 0)
            {
                at += length;
                continue;
            }

            if (kind is Kind.Letter or Kind.Digit or Kind.Connector)
            {
                start = start < 0 ? at : start;
                hasContent |= kind != Kind.Connector;
                last = kind;
                at += length;
                continue;
            }

            if (start >= 0 && kind == Kind.None && Joins(text, at, last))
            {
                at++;
                continue;
            }

            Finish(text, start, at, hasContent, action);
            (start, last, hasContent) = (-1, Kind.None, false);
            if (kind == Kind.Single)
            {
                Emit(text, at, at + length, lowerCase: true, action);
            }

            at += length;
        }

        Finish(text, start, text.Length, hasContent, action);
    }

    private static void Finish(ReadOnlySpan<char> text, int start, int end, bool hasContent, WordAction action)
    {
        if (start >= 0 && hasContent)
        {
            Emit(text, start, end, lowerCase: true, action);
        }
    }

    /// <summary>True where a sign stands inside a word: between two letters, or between two digits.</summary>
    private static bool Joins(ReadOnlySpan<char> text, int at, Kind last)
    {
        if (at + 1 >= text.Length)
        {
            return false;
        }

        var next = Read(text, at + 1).Kind;
        return text[at] switch
        {
            '.' or '\'' or '\u2018' or '\u2019' or '\u2024' or '\uFE52' or '\uFF07' or '\uFF0E' =>
                (last == Kind.Letter && next == Kind.Letter) || (last == Kind.Digit && next == Kind.Digit),
            ':' or '\u00B7' or '\u0387' or '\u2027' => last == Kind.Letter && next == Kind.Letter,
            ',' or ';' or '\u037E' or '\u0589' => last == Kind.Digit && next == Kind.Digit,
            _ => false,
        };
    }

    private static (Kind Kind, int Length) Read(ReadOnlySpan<char> text, int at)
    {
        var first = text[at];
        if (char.IsAscii(first))
        {
            return (
                char.IsAsciiLetter(first) ? Kind.Letter : char.IsAsciiDigit(first) ? Kind.Digit : first == '_' ? Kind.Connector : Kind.None,
                1);
        }

        Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
        var kind = Rune.GetUnicodeCategory(rune) switch
        {
            _ when IsSingle(rune.Value) => Kind.Single,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber => Kind.Digit,
            UnicodeCategory.ConnectorPunctuation => Kind.Connector,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Kind.Mark,
            _ => Kind.None,
        };
        return (kind, length);
    }

    // Ideographs and Hiragana, which are written without spaces.
    private static bool IsSingle(int character) =>
        character is (>= 0x3041 and <= 0x3096) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3005 or 0x3007;
}
