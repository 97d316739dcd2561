using System.Globalization;
using System.Text;

namespace Observability.Hosting.Elasticsearch;

/// <summary>The indices that belong together, and which of their fields mean what.</summary>
/// <param name="Pattern">Name of an index, or several by <c>*</c>.</param>
/// <param name="TimeField">Field with the time of a document.</param>
/// <param name="Interval">How often a new index begins, or null where the names end in no date.</param>
/// <param name="MessageField">Field with the text of a log line, or null.</param>
/// <param name="LevelField">Field with the level of a log line, or null.</param>
internal sealed record ElasticsearchIndexPattern(
    string Pattern, string TimeField, ElasticsearchInterval? Interval, string? MessageField, string? LevelField)
{
    private const int MaximumBytes = 255;
    private const string IllegalCharacters = "\\/?\"<>| ,#:";
    private const string IllegalStarts = "-_+.";

    /// <summary>The pattern's letters and digits with single hyphens between them; names its data source.</summary>
    public string Slug { get; } = string.Join(
        '-',
        new string([.. Pattern.Select(character => char.IsAsciiLetterOrDigit(character) ? character : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// The pattern as a data source wants it: for dated indices a date format with the fixed part in brackets, of which it asks
    /// only those that a query needs (https://grafana.com/docs/grafana/latest/datasources/elasticsearch/configure/).
    /// </summary>
    public string DataSourceIndex => Interval is { } interval ? $"[{Pattern[..^1]}]{DateFormat(interval)}" : Pattern;

    /// <summary>The index of a time, which a data source of dated indices computes; null where it asks all.</summary>
    public Func<DateTime, string>? NameAt => Interval is not { } interval ? null : time => Pattern[..^1] + interval switch
    {
        ElasticsearchInterval.Hourly => time.ToString("yyyy.MM.dd.HH", CultureInfo.InvariantCulture),
        ElasticsearchInterval.Daily => time.ToString("yyyy.MM.dd", CultureInfo.InvariantCulture),
        ElasticsearchInterval.Weekly => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time)}.{ISOWeek.GetWeekOfYear(time):00}"),
        ElasticsearchInterval.Monthly => time.ToString("yyyy.MM", CultureInfo.InvariantCulture),
        _ => time.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// What is wrong with the pattern by the rules for names of indices
    /// (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create), or null.
    /// </summary>
    public string? FindMistake()
    {
        var illegal = Pattern.FirstOrDefault(character => IllegalCharacters.Contains(character, StringComparison.Ordinal) || char.IsControl(character));
        if (Pattern.All(character => character == '*'))
        {
            return "it names every index, also the server's own";
        }

        if (illegal != default)
        {
            return illegal == ',' ? "it holds a comma; name one pattern in each call" : $"it holds '{illegal}'";
        }

        if (Pattern.Any(char.IsUpper))
        {
            return "names of indices are lower case";
        }

        if (IllegalStarts.Contains(Pattern[0], StringComparison.Ordinal))
        {
            return $"it begins with '{Pattern[0]}'";
        }

        if (Encoding.UTF8.GetByteCount(Pattern) > MaximumBytes)
        {
            return $"it is longer than {MaximumBytes} bytes";
        }

        if (Interval is not null && (Pattern.IndexOf('*', StringComparison.Ordinal) != Pattern.Length - 1 || Pattern.AsSpan().ContainsAny('[', ']')))
        {
            return "a dated pattern is the fixed part of the names, without brackets, and one '*' at its end";
        }

        return Slug.Length == 0 ? "it has no letter or digit of ASCII to name its data source after" : null;
    }

    private static string DateFormat(ElasticsearchInterval interval) => interval switch
    {
        ElasticsearchInterval.Hourly => "YYYY.MM.DD.HH",
        ElasticsearchInterval.Daily => "YYYY.MM.DD",
        ElasticsearchInterval.Weekly => "GGGG.WW",
        ElasticsearchInterval.Monthly => "YYYY.MM",
        _ => "YYYY",
    };
}
