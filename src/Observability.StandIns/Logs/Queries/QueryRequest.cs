using System.Globalization;
using Microsoft.Extensions.Primitives;
using Observability.LogQL;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Queries;

/// <summary>
/// Parameters of a query, from its URL and from its form (https://grafana.com/docs/loki/latest/reference/loki-http-api/).
/// </summary>
internal sealed class QueryRequest
{
    private const int BadRequest = StatusCodes.Status400BadRequest;
    private const int DefaultLimit = 100;
    private const int MostPoints = 11_000;
    private readonly IQueryCollection _query;
    private readonly IFormCollection _form;
    private readonly long _now;

    private QueryRequest(IQueryCollection query, IFormCollection form, long now) => (_query, _form, _now) = (query, form, now);

    /// <summary>Reads the parameters of a request.</summary>
    public static async Task<QueryRequest> ReadAsync(HttpContext context, TimeProvider clock) => new(
        context.Request.Query,
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty,
        LokiTime.Now(clock));

    /// <summary>The query itself.</summary>
    /// <exception cref="LogQLException">It is none.</exception>
    public LogQLQuery Query() => LogQLQuery.Parse(Text("query") ?? string.Empty);

    /// <summary>A stream selector in the place of a query; null where there is none.</summary>
    /// <exception cref="LogQLException">It is none.</exception>
    public StreamSelector? Selector() => Text("query") is { Length: > 0 } text ? LogQLQuery.ParseSelector(text) : null;

    /// <summary>The first value of a parameter; null where there is none.</summary>
    public string? Text(string name) => Texts(name) is [var first, ..] ? first : null;

    /// <summary>All values of a parameter.</summary>
    public IReadOnlyList<string?> Texts(string name) =>
        (IReadOnlyList<string?>)(
            _query.TryGetValue(name, out var values) || _form.TryGetValue(name, out values) ? values : StringValues.Empty);

    /// <summary>From when to when: <c>start</c>, <c>end</c> and <c>since</c>.</summary>
    /// <param name="usual">How long before its end it begins unless said otherwise.</param>
    public (long Start, long End) Range(TimeSpan usual)
    {
        var end = Time("end") ?? _now;
        var since = Duration("since") ?? LokiTime.Of(usual);
        var start = Time("start") ?? Math.Min(end, _now) - since;
        return start <= end ? (start, end) : throw Bad("end timestamp must not be before or equal to start time");
    }

    /// <summary>The time of an instant query.</summary>
    public long Instant() => Time("time") ?? _now;

    /// <summary>From one point of a range query to the next; about 250 of them unless said otherwise.</summary>
    public long Step(long start, long end)
    {
        var step = Duration("step") ?? (long)Int128.Max(((Int128)end - start) / LokiTime.Second / 250, 1) * LokiTime.Second;
        return step <= 0
            ? throw Bad("zero or negative query resolution step widths are not accepted. Try a positive integer")
            : ((Int128)end - start) / step > MostPoints
                ? throw Bad("exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter")
                : step;
    }

    /// <summary>How many entries.</summary>
    public int Limit(LogsLimits limits)
    {
        var limit = Count("limit", DefaultLimit);
        return limits.MaxEntries > 0 && limit > limits.MaxEntries
            ? throw Bad(
                $"max entries limit per query exceeded, limit > max_entries_limit_per_query ({limit} > {limits.MaxEntries})")
            : limit;
    }

    /// <summary>A number that counts something.</summary>
    public int Count(string name, int usual) => Text(name) switch
    {
        null or "" => usual,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            number > 0 ? number : throw Bad($"{name} must be a positive value"),
        var text => throw Bad($"{name}: '{text}' is no whole number"),
    };

    /// <summary>Which entries come first.</summary>
    public LogDirection Direction() => Text("direction")?.ToUpperInvariant() switch
    {
        null or "" or "BACKWARD" => LogDirection.Backward,
        "FORWARD" => LogDirection.Forward,
        var other => throw Bad($"invalid direction '{other}'"),
    };

    /// <summary>A duration; null where there is none.</summary>
    public long? Duration(string name) => Text(name) switch
    {
        null or "" => null,
        var text when LokiTime.TryParseDuration(text, out var duration) => duration,
        var text => throw Bad($"cannot parse \"{text}\" to a valid duration ({name})"),
    };

    /// <summary>A time; null where there is none.</summary>
    public long? Time(string name) => Text(name) switch
    {
        null or "" => null,
        var text when LokiTime.TryParse(text, out var time) => time,
        var text => throw Bad($"could not parse '{name}' parameter: \"{text}\" is no timestamp"),
    };

    /// <summary>An error of whoever asks.</summary>
    public static RequestException Bad(string message) => new(BadRequest, message);
}
