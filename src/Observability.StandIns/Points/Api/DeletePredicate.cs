using System.Text.RegularExpressions;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Api;

/// <summary>
/// What is deleted: <c>_measurement="a" AND host="b"</c>. The syntax knows equality and AND only
/// (https://docs.influxdata.com/influxdb/v2/reference/syntax/delete-predicate/).
/// </summary>
internal static partial class DeletePredicate
{
    /// <summary>Reads a predicate; an empty one fits everything.</summary>
    public static Func<Series, string, bool> Parse(string text)
    {
        var conditions = new List<(string Name, string Value)>();
        for (var at = 0; at < text.Length;)
        {
            var match = Condition().Match(text, at);
            if (!match.Success || (conditions.Count > 0) != match.Groups["and"].Success)
            {
                throw ApiException.Invalid($"invalid request; error parsing predicate at {at}: \"{text}\"; only = and AND are supported");
            }

            conditions.Add((Plain(match.Groups["name"].Value), Plain(match.Groups["value"].Value)));
            at = match.Index + match.Length;
        }

        return (series, field) => conditions.TrueForAll(condition => condition.Value == condition.Name switch
        {
            "_measurement" => series.Measurement.Name,
            "_field" => field,
            var tag => series.Tag(tag),
        });
    }

    private static string Plain(string text) => text.StartsWith('"') ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : text;

    [GeneratedRegex("""\G\s*(?<and>AND\s+)?(?<name>"(?:[^"\\]|\\.)*"|[A-Za-z0-9_.\-]+)\s*=\s*(?<value>"(?:[^"\\]|\\.)*"|[^\s"'=]+)\s*""", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();
}
