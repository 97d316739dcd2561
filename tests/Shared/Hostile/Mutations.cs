using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Tests.Hostile;

/// <summary>
/// Files that were right once: words in place of others, lines gone, doubled and moved, texts cut off, brackets without end. The same
/// for the same seed, so that a fault that is found can be found again.
/// </summary>
internal static partial class Mutations
{
    private static readonly string[] s_words =
    [
        "", "null", "true", "-1", "0", "1e999", "99999999999999999999", "[]", "{}", "[[[[", "}}", "\"", "'", "\"\\u0000\"", "&a", "*a", "&a [*a]", "&a {a: *a}", "&a [*a]: 1", "!!binary x", "%", "---", "<<", "${X}", "{{ x }}", "../../..",
        "<script>alert(1)</script>", "\u202e\ufeff", "\ud83d\ude00", "\t", ": :", "- -", "| \n  x", "`", "((", "Host(`x`) &&", "2026-13-45", "NaN", "PT9999H",
    ];

    private static readonly (string Open, string Close)[] s_nests = [("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("\n- ", "")];

    /// <summary>Changed forms of a text.</summary>
    /// <param name="text">A text that is right.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides which.</param>
    public static IEnumerable<string> Of(string text, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var mutant = text;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                mutant = Change(mutant, random);
            }

            yield return mutant;
        }

        yield return "a0: &a0 [x, $x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n")) + "groups: [*a30]\n";
        foreach (var (open, close) in s_nests)
        {
            yield return string.Concat(Enumerable.Repeat(open, 5000).Append("1").Concat(Enumerable.Repeat(close, 5000)));
        }
    }

    private static string Change(string text, Random random) => random.Next(7) switch
    {
        0 or 1 or 2 => ReplaceWord(text, random),
        3 => ChangeLines(text, random, static (lines, at, _) => lines.RemoveAt(at)),
        4 => ChangeLines(text, random, static (lines, at, _) => lines.Insert(at, lines[at])),
        5 => ChangeLines(text, random, static (lines, at, random) => lines[at] = new string(' ', random.Next(9)) + lines[at].TrimStart()),
        _ => text[..random.Next(text.Length + 1)] + s_words[random.Next(s_words.Length)],
    };

    private static string ReplaceWord(string text, Random random)
    {
        var words = Word().Matches(text);
        if (words.Count == 0)
        {
            return text;
        }

        var word = words[random.Next(words.Count)];
        return new StringBuilder(text).Remove(word.Index, word.Length).Insert(word.Index, s_words[random.Next(s_words.Length)]).ToString();
    }

    private static string ChangeLines(string text, Random random, Action<List<string>, int, Random> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines, random.Next(lines.Count), random);
        return string.Join('\n', lines);
    }

    [GeneratedRegex("\"[^\"\\n]*\"|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+|[{}\\[\\]:,]")]
    private static partial Regex Word();
}
