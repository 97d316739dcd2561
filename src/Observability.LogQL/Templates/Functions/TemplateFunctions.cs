using System.Collections.Frozen;
using System.Text.Encodings.Web;

namespace Observability.LogQL.Templates.Functions;

/// <summary>
/// The functions of templates: those of Go's text/template here, those that Loki adds in the other parts
/// (https://grafana.com/docs/loki/latest/query/template_functions/).
/// </summary>
internal static partial class TemplateFunctions
{
    private static readonly FrozenDictionary<string, TemplateFunction> s_functions =
        Builtins().Concat(Texts()).Concat(Numbers()).Concat(Times()).ToFrozenDictionary(
            pair => pair.Name, pair => pair.Function, StringComparer.Ordinal);

    /// <summary>A function by its name; null where there is none.</summary>
    public static TemplateFunction? Find(string name) => s_functions.GetValueOrDefault(name);

    private static IEnumerable<(string Name, TemplateFunction Function)> Builtins() =>
    [
        ("not", Of(1, call => !GoValue.IsTrue(call[0]))),
        ("eq", Of(2, int.MaxValue, call => call.Values.Skip(1).Any(other => AreEqual(call[0], other)))),
        ("ne", Of(2, call => !AreEqual(call[0], call[1]))),
        ("lt", Of(2, call => Compare(call[0], call[1]) < 0)),
        ("le", Of(2, call => Compare(call[0], call[1]) <= 0)),
        ("gt", Of(2, call => Compare(call[0], call[1]) > 0)),
        ("ge", Of(2, call => Compare(call[0], call[1]) >= 0)),
        ("len", Of(1, call => Length(call[0]))),
        ("index", Of(1, int.MaxValue, call => call.Values.Skip(1).Aggregate(call[0], Index))),
        ("slice", Of(1, 3, Slice)),
        ("print", Of(0, int.MaxValue, call => string.Concat(call.Values.Select(GoFormat.Print)))),
        ("println", Of(0, int.MaxValue, call => string.Join(' ', call.Values.Select(GoFormat.Print)) + "\n")),
        ("printf", Of(1, int.MaxValue, call => GoFormat.Printf(call.Text(0), [.. call.Values.Skip(1)]))),
        ("html", Of(1, int.MaxValue, call =>
            System.Net.WebUtility.HtmlEncode(Join(call)).Replace("&quot;", "&#34;", StringComparison.Ordinal))),
        ("js", Of(1, int.MaxValue, call => JavaScriptEncoder.Default.Encode(Join(call)))),
        ("urlquery", Of(1, int.MaxValue, call => EncodeUrl(Join(call)))),
    ];

    private static TemplateFunction Of(int count, Func<TemplateArguments, object?> run) => new(count, count, run);

    private static TemplateFunction Of(int least, int most, Func<TemplateArguments, object?> run) => new(least, most, run);

    private static string Join(TemplateArguments call) => string.Concat(call.Values.Select(GoFormat.Print));

    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => left.GetType() == right.GetType() ? left.Equals(right) : throw new TemplateException("incompatible types for comparison"),
    };

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (long one, long other) => one.CompareTo(other),
        (double one, double other) => one.CompareTo(other),
        _ => throw new TemplateException("incompatible types for comparison"),
    };

    private static long Length(object? value) => value switch
    {
        string text => System.Text.Encoding.UTF8.GetByteCount(text),
        List<object?> list => list.Count,
        _ => GoValue.Members(value) is { } members ? members.Count() : throw new TemplateException($"len of type {GoValue.TypeOf(value)}"),
    };

    private static object? Index(object? value, object? index) => (value, index) switch
    {
        (List<object?> list, long position) => position >= 0 && position < list.Count
            ? list[(int)position]
            : throw new TemplateException(FormattableString.Invariant($"index out of range: {position}")),
        (string text, long position) => System.Text.Encoding.UTF8.GetBytes(text) is var bytes && position >= 0 && position < bytes.Length
            ? (long)bytes[position]
            : throw new TemplateException(FormattableString.Invariant($"index out of range: {position}")),
        (Pipeline.LineLabels labels, string name) => labels.GetOrEmpty(name),
        (SortedDictionary<string, object?> map, string name) => map.GetValueOrDefault(name),
        _ => throw new TemplateException($"can't index item of type {GoValue.TypeOf(value)}"),
    };

    private static object? Slice(TemplateArguments call)
    {
        var length = (int)Length(call[0]);
        var start = call.Values.Count > 1 ? call.Whole(1) : 0;
        var end = call.Values.Count > 2 ? call.Whole(2) : length;
        if (start < 0 || end > length || start > end)
        {
            throw new TemplateException("index out of range of slice");
        }

        return call[0] switch
        {
            string text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text).AsSpan(start..end)),
            List<object?> list => list[start..end],
            _ => throw new TemplateException($"can't slice item of type {GoValue.TypeOf(call[0])}"),
        };
    }
}
