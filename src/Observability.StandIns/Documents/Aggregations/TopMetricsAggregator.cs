using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>top_metrics: values of the documents that come first in an order.</summary>
/// <param name="order">Field of the order; null is the order in which the documents came.</param>
/// <param name="isDescending">True where the largest come first.</param>
/// <param name="metrics">Fields whose values are wanted.</param>
/// <param name="size">How many documents.</param>
internal sealed class TopMetricsAggregator(Source? order, bool isDescending, IReadOnlyList<Source> metrics, int size) : Aggregator
{
    private readonly List<List<(double Order, JsonNode?[] Values)>?> _tops = [];
    private IndexScope? _scope;
    private bool _isDecimal;

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        _scope = scope;
        order?.Begin(scope, numbersOnly: true);
        _isDecimal |= order?.Field?.Kind == FieldKind.Double;
        foreach (var metric in metrics)
        {
            metric.Begin(scope, numbersOnly: false);
        }
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var cursor = order is null ? default : order.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            double place = 0;
            if (order is not null)
            {
                var values = Source.InOrder(cursor.Of(documents[i]));
                if (values.IsEmpty)
                {
                    continue;
                }

                place = order.Decode(isDescending ? values[^1] : values[0]);
            }

            Add(owners[i], isDescending ? -place : place, block, limit, documents[i]);
        }
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner) => new()
    {
        ["top"] = new JsonArray([.. (owner < _tops.Count ? _tops[owner] : null)?.Select(Write) ?? []]),
    };

    /// <inheritdoc/>
    public override double Measure(int owner, AggregationPath path)
    {
        var metric = metrics.ToList().FindIndex(source => path.Property is null || source.Name == path.Property);
        return path.Names.Count == 0 && metric >= 0 && owner < _tops.Count && _tops[owner] is { Count: > 0 } top && top[0].Values[metric] is JsonValue value
            ? value.TryGetValue(out double number) ? number : value.TryGetValue(out long whole) ? whole : double.NaN
            : double.NaN;
    }

    private JsonObject Write((double Order, JsonNode?[] Values) top)
    {
        var values = new JsonObject();
        for (var i = 0; i < metrics.Count; i++)
        {
            values[metrics[i].Name] = top.Values[i]?.DeepClone();
        }

        var place = isDescending ? -top.Order : top.Order;
        JsonNode? sort = order?.Shape switch
        {
            { Kind: FieldKind.Date } field => field.Format.Write((long)place),
            _ when _isDecimal => place,
            _ => (long)place,
        };
        return new JsonObject { ["sort"] = new JsonArray(sort), ["metrics"] = values };
    }

    private void Add(int owner, double place, int block, int limit, ushort document)
    {
        while (_tops.Count <= owner)
        {
            _tops.Add(null);
        }

        var top = _tops[owner] ??= [];
        if (top.Count == size && top[^1].Order <= place)
        {
            return;
        }

        var values = new JsonNode?[metrics.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadFirst(metrics[i], block, limit, document);
        }

        var at = top.FindIndex(other => other.Order > place);
        top.Insert(at < 0 ? top.Count : at, (place, values));
        if (top.Count > size)
        {
            top.RemoveAt(size);
        }
    }

    private JsonNode? ReadFirst(Source metric, int block, int limit, ushort document)
    {
        _scope!.Budget.Check();
        if (metric.Terms is { } terms)
        {
            var term = metric.ReadTerms(block, limit).Of(document);
            return term.IsEmpty || term[0] < 0 ? null : terms.Terms.GetText(term[0]);
        }

        var values = Source.InOrder(metric.ReadNumbers(block, limit).Of(document));
        if (values.IsEmpty)
        {
            return null;
        }

        return metric.Field!.Kind switch
        {
            FieldKind.Date => metric.Field.Format.Write(values[0]),
            FieldKind.Boolean => values[0] == 1,
            FieldKind.Double => JsonValue.Create(metric.Decode(values[0])),
            _ => JsonValue.Create(values[0]),
        };
    }
}
