using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Search;

/// <summary>
/// What is marked in the texts of hits (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/highlighting).
/// </summary>
internal sealed class HighlightRequest
{
    private readonly List<(string Pattern, string Before, string After, int FragmentSize, int Fragments, bool RequiresField)> _fields = [];
    private readonly List<SoughtText> _sought = [];

    /// <summary>Reads one.</summary>
    /// <param name="element">Its definition.</param>
    /// <param name="query">The query, which says what is looked for.</param>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static HighlightRequest Read(JsonElement element, Query query)
    {
        var request = new HighlightRequest();
        query.AddSought(request._sought);
        var fields = element.TryGet("fields", out var given) ? given : throw ApiErrors.Parsing("[highlight] requires [fields]");
        foreach (var field in fields.Items().SelectMany(item => item.Map("highlight")))
        {
            string Tag(string name, string absent) => (
                Option(field.Value, element, name) is { } tags ? tags.Items().FirstOrDefault().ToString() : absent) ?? absent;
            var size = Option(field.Value, element, "fragment_size") is { } length ? (int)Math.Min(
                length.Whole("fragment_size"), int.MaxValue) : 100;
            var count = Option(field.Value, element, "number_of_fragments") is { } number ? number.Whole("number_of_fragments", 0) : 5;
            var requires = Option(field.Value, element, "require_field_match") is not { } needed || needed.Flag("require_field_match");
            request._fields.Add((field.Name, Tag("pre_tags", "<em>"), Tag("post_tags", "</em>"), size, count, requires));
        }

        return request;
    }

    /// <summary>The marked fragments of a document's texts, by field.</summary>
    public Dictionary<string, List<string>> Apply(IndexScope scope, SourceValues values)
    {
        var marked = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (pattern, before, after, size, count, requires) in _fields)
        {
            foreach (var field in scope.FindAll(pattern).Where(field => field.Kind is FieldKind.Text or FieldKind.Keyword))
            {
                var sought = _sought.Where(text => !requires || Wildcard.IsMatch(text.Field, field.Path)).ToList();
                if (sought.Count == 0)
                {
                    continue;
                }

                var fragments = values.Of(field).SelectMany(
                    value => Mark(
                        field, value.ToString(), sought, before, after, size, count)).Take(count == 0 ? int.MaxValue : count).ToList();
                if (fragments.Count > 0)
                {
                    marked[field.Path] = fragments;
                }
            }
        }

        return marked;
    }

    private static IEnumerable<string> Mark(
        Field field, string text, List<SoughtText> sought, string before, string after, int size, int count)
    {
        var words = new List<(string Word, int Start, int End)>();
        if (field.Kind == FieldKind.Keyword)
        {
            words.Add((text, 0, text.Length));
        }
        else
        {
            field.Analyzer.Analyze(text, (word, start, end) => words.Add((word.ToString(), start, end)));
        }

        var spans = new SortedSet<(int Start, int End)>();
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var phrase in sought.Where(phrase => phrase.Words.Count > 0 && at + phrase.Words.Count <= words.Count))
            {
                if (phrase.Words.Select((fits, i) => fits(words[at + i].Word)).All(fits => fits))
                {
                    spans.UnionWith(words.Skip(at).Take(phrase.Words.Count).Select(word => (word.Start, word.End)));
                }
            }
        }

        return spans.Count == 0 ? [] : Cut(text, spans, before, after, count == 0 ? int.MaxValue : size);
    }

    /// <summary>Cuts a text into fragments, at spaces, and gives those with a mark.</summary>
    private static IEnumerable<string> Cut(string text, SortedSet<(int Start, int End)> spans, string before, string after, int size)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = (int)Math.Min(text.Length, (long)start + Math.Max(size, 1));
            if (end < text.Length && text.IndexOf(' ', end) is var space)
            {
                end = space < 0 ? text.Length : space;
            }

            var inside = spans.Where(span => span.Start >= start && span.End <= end).ToList();
            if (inside.Count > 0)
            {
                var fragment = new StringBuilder();
                var at = start;
                foreach (var span in inside)
                {
                    fragment.Append(text, at, span.Start - at).Append(before).Append(text, span.Start, span.End - span.Start).Append(after);
                    at = span.End;
                }

                yield return fragment.Append(text, at, end - at).ToString();
            }

            start = end + 1;
        }
    }

    private static JsonElement? Option(JsonElement field, JsonElement whole, string name) =>
        field.ValueKind == JsonValueKind.Object && field.TryGet(name, out var own) ? own
        : whole.TryGet(name, out var common) ? common : null;
}
