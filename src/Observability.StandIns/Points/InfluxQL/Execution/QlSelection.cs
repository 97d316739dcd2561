using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>What a query selects and groups by, with <c>*</c> and patterns replaced by the names that they stand for.</summary>
/// <param name="Fields">What is selected.</param>
/// <param name="Tags">Tags that it is grouped by.</param>
/// <param name="Interval">Length of the windows, or null.</param>
/// <param name="IntervalOffset">Offset of the windows.</param>
internal sealed record QlSelection(IReadOnlyList<QlField> Fields, IReadOnlyList<string> Tags, long? Interval, long IntervalOffset)
{
    /// <summary>True where functions make values of many points.</summary>
    public bool IsAggregate => Calls.Any();

    /// <summary>The outermost functions that make values of many points.</summary>
    public IEnumerable<QlExpression.Call> Calls => Fields.SelectMany(selected => CallsIn(selected.Expression));

    /// <summary>The outermost functions of an expression that make values of many points.</summary>
    public static IEnumerable<QlExpression.Call> CallsIn(QlExpression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            QlExpression.Call call when !QlOperators.IsScalar(call.Name) => [call],
            QlExpression.Call scalar => scalar.Arguments.SelectMany(CallsIn),
            QlExpression.Binary binary => CallsIn(binary.Left).Concat(CallsIn(binary.Right)),
            _ => [],
        };
    }

    /// <summary>Replaces what stands for several names.</summary>
    public static QlSelection Of(QlStatement.Select select, IReadOnlyList<IQlSeries> series)
    {
        var fields = new SortedDictionary<string, FieldType>(StringComparer.Ordinal);
        foreach (var (name, type) in series.DistinctBy(member => member.Measurement).SelectMany(member => member.Fields))
        {
            fields.TryAdd(name, type);
        }

        var tags = new SortedSet<string>(series.SelectMany(member => member.Tags).Select(tag => tag.Key), StringComparer.Ordinal);
        var (grouped, interval, offset) = Dimensions(select, tags);
        var expanded = select.Fields.SelectMany(field => Expand(field, fields, [.. tags.Except(grouped)])).ToList();
        var selection = new QlSelection(expanded, grouped, interval, offset);
        Check(selection);
        return selection;
    }

    private static void Check(QlSelection selection)
    {
        var calls = selection.Calls.ToList();
        var hasPlain = selection.Fields.Any(field => !CallsIn(field.Expression).Any());
        if (calls.Count == 0)
        {
            if (selection.Interval is not null)
            {
                throw new QlException("GROUP BY requires at least one aggregate function");
            }

            return;
        }

        if (hasPlain
            && (calls.Count > 1
            || !(QlFunctions.IsSelector(calls[0].Name) || QlFunctions.IsMulti(calls[0].Name) && calls[0].Name != "distinct")))
        {
            throw new QlException("mixing aggregate and non-aggregate queries is not supported");
        }
    }

    private static (List<string> Tags, long? Interval, long Offset) Dimensions(QlStatement.Select select, IEnumerable<string> tags)
    {
        var grouped = new List<string>();
        long? interval = null;
        long offset = 0;
        foreach (var dimension in select.Dimensions)
        {
            switch (dimension)
            {
                case QlExpression.Reference reference:
                    grouped.Add(reference.Name);
                    break;
                case QlExpression.Wildcard:
                    grouped.AddRange(tags);
                    break;
                case QlExpression.Pattern pattern:
                    grouped.AddRange(tags.Where(pattern.Regexp.IsMatch));
                    break;
                case QlExpression.Call { Name: "time",
                    Arguments: [QlExpression.Literal { Value.Kind: Flux.Values.ValueKind.Duration } length, ..] } call:
                    interval = length.Value.Duration.Nanoseconds;
                    offset = call.Arguments.Count < 2 ? 0
                        : call.Arguments[1] is QlExpression.Literal { Value.Kind: Flux.Values.ValueKind.Duration } shift
                        ? shift.Value.Duration.Nanoseconds
                        : throw new QlException("time dimension offset must be duration or now()");
                    break;
                default:
                    throw new QlException("only time() calls allowed in dimensions");
            }
        }

        return interval <= 0
            ? throw new QlException("time dimension must have a positive duration")
            : ([.. grouped.Distinct()], interval, offset);
    }

    private static IEnumerable<QlField> Expand(QlField field, SortedDictionary<string, FieldType> fields, List<string> tags)
    {
        switch (field.Expression)
        {
            case QlExpression.Wildcard or QlExpression.Pattern:
                var type = (field.Expression as QlExpression.Wildcard)?.Type;
                var names = fields.Keys.Where(_ => type != "tag").Concat(tags.Where(_ => type != "field")).Order(StringComparer.Ordinal);
                return names
                    .Where(name => field.Expression is not QlExpression.Pattern pattern || pattern.Regexp.IsMatch(name))
                    .Select(name => new QlField(new QlExpression.Reference(name, null), null));
            case QlExpression.Call { Arguments: [QlExpression.Wildcard or QlExpression.Pattern, ..] } call:
                return fields
                    .Where(known => QlFunctions.Takes(call.Name, QlGroup.KindOf(known.Value)))
                    .Where(known => call.Arguments[0] is not QlExpression.Pattern pattern || pattern.Regexp.IsMatch(known.Key))
                    .Select(known => new QlField(
                        call with { Arguments = [new QlExpression.Reference(known.Key, null), .. call.Arguments.Skip(1)] },
                        $"{field.Alias ?? call.Name}_{known.Key}"));
            case QlExpression.Call { Name: "top" or "bottom", Arguments.Count: > 2 } call:
                // top(v, host, 3) shows the tag as a column of its own.
                return [field, .. call.Arguments.Skip(1).SkipLast(1).Select(tag => new QlField(tag, null))];
            default:
                return [field];
        }
    }
}
