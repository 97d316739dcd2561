using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>The order of buckets: by count, by key or by a number in them, and among equals by the next.</summary>
/// <param name="Criteria">Each with true where the largest come first.</param>
internal sealed record BucketOrder(IReadOnlyList<(AggregationPath Path, bool IsDescending)> Criteria)
{
    /// <summary>Most documents first.</summary>
    public static BucketOrder MostFirst { get; } = new([(AggregationPath.Parse("_count"), true)]);

    /// <summary>Reads <c>{"_count":"desc"}</c>, or a list of them.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static BucketOrder Read(JsonElement element) => new(
    [
        .. element.Items().SelectMany(item => item.Map("order")).Select(property => (AggregationPath.Parse(property.Name), property.Value.Text("order").ToLowerInvariant() switch
        {
            "asc" => false,
            "desc" => true,
            var other => throw ApiErrors.Parsing($"Unknown order direction [{other}]"),
        })),
    ]);

    /// <summary>Puts results of buckets in order.</summary>
    public List<JsonObject> Sort(List<JsonObject> buckets)
    {
        IOrderedEnumerable<JsonObject> sorted = buckets.Order(Comparer<JsonObject>.Create(static (_, _) => 0));
        foreach (var (path, isDescending) in Criteria)
        {
            double KeyOf(JsonObject bucket) => path.Names is ["_key"] ? AggregationPath.Number(bucket["key"]) ?? double.NaN : path.Read(bucket) ?? double.NaN;
            sorted = sorted.ThenBy(KeyOf, Comparer<double>.Create((left, right) => Compare(left, right, isDescending)));
        }

        return [.. sorted];
    }

    /// <summary>Compares two numbers; one that is none comes last either way.</summary>
    public static int Compare(double left, double right, bool isDescending) => (double.IsNaN(left), double.IsNaN(right)) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => -1,
        _ => isDescending ? right.CompareTo(left) : left.CompareTo(right),
    };
}
