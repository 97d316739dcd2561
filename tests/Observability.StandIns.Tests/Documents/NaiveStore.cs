using System.Globalization;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Documents;

/// <summary>
/// An independent reference: documents as JSON in a list, each question asked of each document, nothing kept between questions. It knows
/// the fields of the generated documents and shares no code with the stand-in.
/// </summary>
internal sealed class NaiveStore(IReadOnlyList<JsonObject> documents)
{
    /// <summary>The documents.</summary>
    public IReadOnlyList<JsonObject> Documents => documents;

    /// <summary>Places of the documents that fit.</summary>
    public IEnumerable<int> Find(JsonObject query) => Enumerable.Range(0, documents.Count).Where(place => Fits(documents[place], query));

    /// <summary>True where a document fits.</summary>
    public static bool Fits(JsonObject document, JsonObject query)
    {
        var (kind, body) = query.Single();
        switch (kind)
        {
            case "match_all":
                return true;
            case "bool":
                var clauses = body!.AsObject();
                IEnumerable<JsonObject> List(string name) => clauses[name]?.AsArray().Select(item => item!.AsObject()) ?? [];
                var should = List("should").ToList();
                var needed = should.Count > 0 && !List("must").Any() && !List("filter").Any() ? 1 : 0;
                return List("must").Concat(List("filter")).All(clause => Fits(document, clause))
                    && !List("must_not").Any(clause => Fits(document, clause))
                    && should.Count(clause => Fits(document, clause)) >= needed;
            case "exists":
                return Values(document, body!["field"]!.GetValue<string>()).Any();
            case "term":
                var (field, value) = body!.AsObject().Single();
                return Values(document, field).Any(item => Same(item, value!));
            case "terms":
                var (name, values) = body!.AsObject().Single();
                return Values(document, name).Any(item => values!.AsArray().Any(wanted => Same(item, wanted!)));
            case "prefix":
                var (prefixed, prefix) = body!.AsObject().Single();
                return Values(document, prefixed).Any(item => Text(item).StartsWith(prefix!.GetValue<string>(), StringComparison.Ordinal));
            case "wildcard":
                var (patterned, pattern) = body!.AsObject().Single();
                return Values(document, patterned).Any(item => IsLike(Text(item), pattern!.GetValue<string>()));
            case "match":
                var (searched, words) = body!.AsObject().Single();
                return Values(document, searched).Any(item => Words(Text(item)).Intersect(Words(words!.GetValue<string>())).Any());
            case "match_phrase":
                var (phrased, phrase) = body!.AsObject().Single();
                return Values(document, phrased).Any(item => $" {string.Join(' ', Words(Text(item)))} ".Contains($" {string.Join(' ', Words(phrase!.GetValue<string>()))} ", StringComparison.Ordinal));
            case "range":
                var (ranged, range) = body!.AsObject().Single();
                return Values(document, ranged).Any(item => range!.AsObject().All(end => Fits(Compare(item, end.Value!), end.Key)));
            default:
                throw new ArgumentException($"The reference does not know {kind}.", nameof(query));
        }
    }

    /// <summary>The values of a field, of lists each item.</summary>
    public static IEnumerable<JsonValue> Values(JsonObject document, string path)
    {
        JsonNode? node = document;
        foreach (var part in path.Split('.'))
        {
            node = (node as JsonObject)?[part];
        }

        return node switch
        {
            JsonArray list => list.OfType<JsonValue>(),
            JsonValue value => [value],
            _ => [],
        };
    }

    /// <summary>A number.</summary>
    public static double Number(JsonNode value) => double.Parse(value.ToJsonString().Trim('"'), CultureInfo.InvariantCulture);

    /// <summary>A text.</summary>
    public static string Text(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>Milliseconds since 1970.</summary>
    public static long Moment(JsonNode value) => DateTimeOffset.Parse(
        value.GetValue<string>(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static bool Same(JsonValue left, JsonNode right) => Text(left) == Text(right);

    private static int Compare(JsonValue left, JsonNode right) => left.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? Number(left).CompareTo(Number(right))
        : DateTimeOffset.TryParse(Text(left), CultureInfo.InvariantCulture, out _) && Text(left).Contains('T', StringComparison.Ordinal)
            ? Moment(left).CompareTo(Moment(right))
            : string.CompareOrdinal(Text(left), Text(right));

    private static bool Fits(int order, string end) => end switch { "gt" => order > 0, "gte" => order >= 0, "lt" => order < 0, _ => order <= 0 };

    private static bool IsLike(string text, string pattern) => pattern.Length == 0 ? text.Length == 0
        : pattern[0] == '*' ? Enumerable.Range(0, text.Length + 1).Any(skip => IsLike(text[skip..], pattern[1..]))
        : text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && IsLike(text[1..], pattern[1..]);

    private static string[] Words(string text) => text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
