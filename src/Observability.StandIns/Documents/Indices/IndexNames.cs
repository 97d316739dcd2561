using System.Buffers;
using System.Text;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// What indices may be called (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create), and names that
/// hold a date (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions#api-date-math-index-names).
/// </summary>
internal static class IndexNames
{
    private const int LongestName = 255;
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create(" \"*\\<|,>/?");

    /// <summary>Checks a new index's name.</summary>
    /// <exception cref="ApiException">It cannot be one.</exception>
    public static void Check(string name)
    {
        var mistake = name switch
        {
            "" => "must not be empty",
            "." or ".." => "must not be '.' or '..'",
            _ when name.AsSpan().ContainsAny(s_forbidden) => "must not contain the following characters [' ','\"','*','\\','<','|',',','>','/','?']",
            _ when name.Contains('#', StringComparison.Ordinal) => "must not contain '#'",
            _ when name.Contains(':', StringComparison.Ordinal) => "must not contain ':'",
            _ when name[0] is '_' or '-' or '+' => "must not start with '_', '-', or '+'",
            _ when name.Any(char.IsControl) => "must not contain control characters",
            _ when name.Any(char.IsUpper) => "must be lowercase",
            _ when Encoding.UTF8.GetByteCount(name) > LongestName => $"index name is too long, ({Encoding.UTF8.GetByteCount(name)} > {LongestName})",
            _ => null,
        };
        if (mistake is not null)
        {
            throw ApiErrors.InvalidIndexName(name, mistake);
        }
    }

    /// <summary>
    /// Puts the date into a name: <c>&lt;logs-{now/d}&gt;</c> is <c>logs-2026.11.26</c>, and
    /// <c>&lt;logs-{now/M{yyyy.MM|+01:00}}&gt;</c> the month. Other names are as they are.
    /// </summary>
    /// <exception cref="ApiException">The expression has a mistake.</exception>
    public static string Resolve(string name, long now)
    {
        if (!name.StartsWith('<') || !name.EndsWith('>'))
        {
            return name;
        }

        var text = name[1..^1];
        var resolved = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                resolved.Append(text[++at]);
            }
            else if (text[at] == '{')
            {
                var end = FindEnd(text, at, name);
                resolved.Append(ResolveDate(text[(at + 1)..end], now));
                at = end;
            }
            else
            {
                resolved.Append(text[at]);
            }
        }

        return resolved.ToString();
    }

    private static string ResolveDate(string expression, long now)
    {
        var (format, zone) = (DateFormat.Parse("yyyy.MM.dd"), Zone.Utc);
        var brace = expression.IndexOf('{', StringComparison.Ordinal);
        if (brace >= 0)
        {
            var inner = expression[(brace + 1)..].TrimEnd('}').Split('|');
            format = DateFormat.Parse(inner[0]);
            zone = inner.Length > 1 ? Zone.Parse(inner[1]) : zone;
            expression = expression[..brace];
        }

        return format.Write(DateMath.Evaluate(expression, DateFormat.Default, now, zone), zone);
    }

    private static int FindEnd(string text, int start, string name)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        throw new ApiException(400, "parse_exception", $"invalid dynamic name expression [{name}]. date math placeholder is open ended");
    }
}
