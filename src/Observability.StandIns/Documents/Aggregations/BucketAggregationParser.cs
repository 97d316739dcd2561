using System.Globalization;
using System.Text.Json;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Reads aggregations that make buckets.</summary>
internal static class BucketAggregationParser
{
    private const int LargestRegex = 1000;
    private const int MostFilters = 1000;

    /// <summary>Reads a terms aggregation.</summary>
    public static Aggregator Terms(JsonElement body, Subordinates inner, SearchBudget budget)
    {
        Check("terms", body, "field", "missing", "size", "shard_size", "order", "min_doc_count", "shard_min_doc_count", "include", "exclude", "format", "value_type",
            "show_term_doc_count_error", "collect_mode", "execution_hint");
        var size = body.TryGet("size", out var given) ? given.Whole("size", 0) : 10;
        if (size == 0)
        {
            throw ApiErrors.IllegalArgument("[size] must be greater than 0. Found [0] in [terms]");
        }

        var order = body.TryGet("order", out var criteria) ? BucketOrder.Read(criteria) : BucketOrder.MostFirst;
        foreach (var (path, _) in order.Criteria.Where(
            criterion => criterion.Path.Names[0] is not ("_key" or "_count") && !inner.Has(criterion.Path.Names[0])))
        {
            throw ApiErrors.Shard(
                "aggregation_execution_exception",
                $"Invalid aggregation order path [{path.Text}]. The provided aggregation [{path.Names[0]}] either does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.");
        }

        return new TermsAggregator(
            new TermsOptions(Source.Read("terms", body), size)
            {
                Order = order,
                LeastCount = body.TryGet("min_doc_count", out var least) ? least.Whole("min_doc_count", 0) : 1,
                Includes = body.TryGet("include", out var include) ? ReadSelection(include) : null,
                Excludes = body.TryGet("exclude", out var exclude) ? ReadSelection(exclude) : null,
                Format = body.TryGet("format", out var format) ? DateFormat.Parse(format.Text("format")) : null,
            },
            inner,
            budget);
    }

    /// <summary>Reads a date_histogram.</summary>
    public static Aggregator DateHistogram(JsonElement body, long now, Subordinates inner, SearchBudget budget)
    {
        Check("date_histogram", body, "field", "missing", "fixed_interval", "calendar_interval", "time_zone", "offset", "format", "min_doc_count", "extended_bounds", "hard_bounds",
            "order", "keyed");
        var zone = body.TryGet("time_zone", out var name) ? Zone.Parse(name.Text("time_zone")) : Zone.Utc;
        var format = body.TryGet("format", out var pattern) ? DateFormat.Parse(pattern.Text("format")) : DateFormat.Default;
        var offset = body.TryGet("offset", out var shift) ? ReadOffset(shift.Text("offset")) : 0;
        var (unit, size) = ReadInterval(body);
        var options = new HistogramOptions(Source.Read("date_histogram", body), new TimeInterval(unit, size, offset, zone, format));
        double Moment(JsonElement end) => end.ValueKind == JsonValueKind.Number ? end.Decimal("bounds") : DateMath.Evaluate(end.Text("bounds"), format, now, zone);
        return new HistogramAggregator(ReadCommon(options, body, 0, Moment), inner, budget);
    }

    /// <summary>Reads a histogram.</summary>
    public static Aggregator Histogram(JsonElement body, Subordinates inner, SearchBudget budget)
    {
        Check(
            "histogram", body, "field", "missing", "interval", "offset", "min_doc_count", "extended_bounds", "hard_bounds", "order",
            "keyed", "format");
        var size = body.TryGet("interval", out var interval) ? interval.Decimal("interval") : throw ApiErrors.Parsing("Required [interval] of [histogram]");
        if (size <= 0)
        {
            throw ApiErrors.IllegalArgument("[interval] must be >0 for histogram aggregation");
        }

        var offset = body.TryGet("offset", out var shift) ? shift.Decimal("offset") : 0;
        var options = new HistogramOptions(Source.Read("histogram", body), new NumberInterval(size, offset));
        return new HistogramAggregator(ReadCommon(options, body, 0, static end => end.Decimal("bounds")), inner, budget);
    }

    /// <summary>Reads a range or a date_range.</summary>
    public static Aggregator Range(string kind, JsonElement body, long now, Subordinates inner, SearchBudget budget)
    {
        Check(kind, body, "field", "missing", "ranges", "keyed", "format", "time_zone");
        var isDate = kind == "date_range";
        var zone = body.TryGet("time_zone", out var name) ? Zone.Parse(name.Text("time_zone")) : Zone.Utc;
        var format = body.TryGet("format", out var pattern) && isDate ? DateFormat.Parse(pattern.Text("format")) : isDate ? DateFormat.Default : null;
        double? End(JsonElement range, string which) => !range.TryGet(which, out var end) || end.ValueKind == JsonValueKind.Null ? null
            : isDate && end.ValueKind == JsonValueKind.String ? DateMath.Evaluate(end.GetString()!, format!, now, zone)
            : end.Decimal(which);
        if (!body.TryGet("ranges", out var list) || list.Items().ToList() is not { Count: > 0 and <= MostFilters } ranges)
        {
            throw ApiErrors.IllegalArgument($"No [ranges] specified for the [{kind}] aggregation, or more than {MostFilters}");
        }

        return new RangeAggregator(
            Source.Read(kind, body),
            [.. ranges.Select(range => new RangeAggregator.Range(range.TryGet("key", out var key) ? key.Text("key") : null, End(range, "from"), End(range, "to")))],
            format,
            body.TryGet("keyed", out var keyed) && keyed.Flag("keyed"),
            inner,
            budget);
    }

    /// <summary>Reads a filters aggregation.</summary>
    public static Aggregator Filters(JsonElement body, Subordinates inner, SearchBudget budget)
    {
        Check("filters", body, "filters", "other_bucket", "other_bucket_key", "keyed");
        var list = body.TryGet("filters", out var given) ? given : throw ApiErrors.Parsing("Required [filters]");
        List<(string?, Query)> filters = list.ValueKind == JsonValueKind.Object
            ? [.. list.EnumerateObject().OrderBy(filter => filter.Name, StringComparer.Ordinal).Select(filter => ((string?)filter.Name, QueryParser.Parse(filter.Value)))]
            : [.. list.Items().Select(filter => ((string?)null, QueryParser.Parse(filter)))];
        if (filters.Count is 0 or > MostFilters)
        {
            throw ApiErrors.IllegalArgument($"[filters] must have 1 to {MostFilters} filters");
        }

        var hasOther = body.TryGet("other_bucket", out var other) && other.Flag("other_bucket");
        var otherKey = body.TryGet("other_bucket_key", out var key) ? key.Text("other_bucket_key") : hasOther ? "_other_" : null;
        return new FiltersAggregator(filters, otherKey, isSingle: false, inner, budget);
    }

    private static HistogramOptions ReadCommon(HistogramOptions options, JsonElement body, long absent, Func<JsonElement, double> readEnd)
    {
        (double, double)? Bounds(string name)
        {
            if (!body.TryGet(name, out var bounds) || bounds.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            double? low = bounds.TryGet("min", out var least) && least.ValueKind != JsonValueKind.Null ? readEnd(least) : null;
            double? high = bounds.TryGet("max", out var most) && most.ValueKind != JsonValueKind.Null ? readEnd(most) : null;
            return low > high
                ? throw ApiErrors.IllegalArgument($"[{name}.min][{low}] cannot be greater than [{name}.max][{high}]")
                : (low ?? double.NegativeInfinity, high ?? double.PositiveInfinity);
        }

        var extended = Bounds("extended_bounds");
        return options with
        {
            LeastCount = body.TryGet("min_doc_count", out var count) ? count.Whole("min_doc_count", 0) : absent,
            ExtendedBounds = extended is { } ends && double.IsFinite(ends.Item1) && double.IsFinite(ends.Item2) ? extended : null,
            HardBounds = Bounds("hard_bounds"),
            Order = body.TryGet("order", out var order) ? BucketOrder.Read(order) : null,
            IsKeyed = body.TryGet("keyed", out var keyed) && keyed.Flag("keyed"),
        };
    }

    private static (char? Unit, long Size) ReadInterval(JsonElement body)
    {
        var isFixed = body.TryGet("fixed_interval", out var given);
        var isCalendar = body.TryGet("calendar_interval", out var calendar);
        if (isFixed == isCalendar)
        {
            throw ApiErrors.IllegalArgument(isFixed
                ? "Cannot use [fixed_interval] with [calendar_interval] configuration option."
                : "Invalid interval specified, must be non-null and non-empty");
        }

        if (isFixed)
        {
            var text = given.Text("fixed_interval");
            return TimeValue.TryParse(text, out var milliseconds) && milliseconds >= 1 && milliseconds < long.MaxValue / 4
                ? (null, (long)milliseconds)
                : throw ApiErrors.IllegalArgument(
                    $"failed to parse setting [date_histogram.fixedInterval] with value [{text}] as a time value: unit is missing or "
                    + "unrecognized");
        }

        var unit = calendar.Text("calendar_interval");
        return (unit switch
        {
            "second" or "1s" => 's',
            "minute" or "1m" => 'm',
            "hour" or "1h" => 'h',
            "day" or "1d" => 'd',
            "week" or "1w" => 'w',
            "month" or "1M" => 'M',
            "quarter" or "1q" => 'q',
            "year" or "1y" => 'y',
            _ => throw ApiErrors.IllegalArgument($"The supplied interval [{unit}] could not be parsed as a calendar interval."),
        }, 0);
    }

    private static long ReadOffset(string text)
    {
        var isNegative = text.StartsWith('-');
        var size = text.TrimStart('+', '-');
        return TimeValue.TryParse(size, out var milliseconds) ? (long)(isNegative ? -milliseconds : milliseconds)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiErrors.IllegalArgument(
                $"failed to parse setting [offset] with value [{text}] as a time value: unit is missing or unrecognized");
    }

    private static Func<string, bool> ReadSelection(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            throw ApiErrors.NotSupported("the aggregation [terms] with [partition]");
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select(item => item.Text("include")).ToHashSet(StringComparer.Ordinal).Contains;
        }

        return LuceneRegex.Create(element.Text("include"), LargestRegex, ignoreCase: false).IsMatch;
    }

    private static void Check(string kind, JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var property in body.Map(kind))
        {
            if (property.Name == "script")
            {
                throw ApiErrors.NotSupported($"the aggregation [{kind}] with [script]");
            }

            if (!names.Contains(property.Name))
            {
                throw ApiErrors.XContent($"[1:1] [{kind}] unknown field [{property.Name}]");
            }
        }
    }
}
