using System.Text;

namespace Observability.StandIns.Documents.Text;

/// <summary>Cuts texts into words (https://www.elastic.co/docs/reference/text-analysis/analyzer-reference).</summary>
internal abstract class Analyzer
{
    /// <summary>Longest word; a longer one is cut.</summary>
    public const int LongestWord = 255;

    /// <summary>The one that fields have that do not say otherwise.</summary>
    public static Analyzer Standard { get; } = new StandardAnalyzer();

    /// <summary>Finds an analyzer by the name that mappings and queries give it; null where it is not known.</summary>
    public static Analyzer? Find(string name) => name switch
    {
        "standard" or "default" => Standard,
        "simple" => new RunAnalyzer(static rune => Rune.IsLetter(rune), lowerCase: true),
        "whitespace" => new RunAnalyzer(static rune => !Rune.IsWhiteSpace(rune), lowerCase: false),
        "keyword" => new WholeAnalyzer(),
        _ => null,
    };

    /// <summary>True where words are in lower case.</summary>
    public abstract bool LowersCase { get; }

    /// <summary>Calls back for each word, with where it stands in the text.</summary>
    public abstract void Analyze(ReadOnlySpan<char> text, WordAction action);

    /// <summary>The words of a text.</summary>
    public List<string> Words(string text)
    {
        var words = new List<string>();
        Analyze(text, (word, _, _) => words.Add(word.ToString()));
        return words;
    }

    /// <summary>Calls back for a word, in pieces where it is too long.</summary>
    protected static void Emit(ReadOnlySpan<char> text, int start, int end, bool lowerCase, WordAction action)
    {
        Span<char> word = stackalloc char[LongestWord];
        for (; start < end; start += LongestWord)
        {
            var piece = text[start..Math.Min(end, start + LongestWord)];
            if (lowerCase)
            {
                piece.ToLowerInvariant(word);
                action(word[..piece.Length], start, start + piece.Length);
            }
            else
            {
                action(piece, start, start + piece.Length);
            }
        }
    }

    private sealed class WholeAnalyzer : Analyzer
    {
        public override bool LowersCase => false;

        public override void Analyze(ReadOnlySpan<char> text, WordAction action)
        {
            if (!text.IsEmpty)
            {
                action(text, 0, text.Length);
            }
        }
    }

    private sealed class RunAnalyzer(Func<Rune, bool> belongs, bool lowerCase) : Analyzer
    {
        public override bool LowersCase => lowerCase;

        public override void Analyze(ReadOnlySpan<char> text, WordAction action)
        {
            var start = -1;
            for (var at = 0; at < text.Length;)
            {
                Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
                if (belongs(rune))
                {
                    start = start < 0 ? at : start;
                }
                else if (start >= 0)
                {
                    Emit(text, start, at, lowerCase, action);
                    start = -1;
                }

                at += length;
            }

            if (start >= 0)
            {
                Emit(text, start, text.Length, lowerCase, action);
            }
        }
    }
}
