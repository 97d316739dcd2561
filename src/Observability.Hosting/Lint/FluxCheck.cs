using System.Text.RegularExpressions;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Lint;

/// <summary>
/// Checks that the buckets which Flux queries of the content read from are there. The rest of the language is left to InfluxDB.
/// </summary>
internal sealed partial class FluxCheck(ContentQueries queries) : IStackCheck
{
    /// <inheritdoc />
    public string Rule => "bucket-unknown";

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Problem>>(
    [
        .. from query in queries.In(QueryLanguage.Flux)
           let buckets = query.Store.GetRequired<BucketsAnnotation>().Find().ToList()
           from bucket in FindBuckets(query.Text)

           // InfluxDB's own begin with a line.
           where !buckets.Contains(bucket) && !bucket.StartsWith('_')
           select new Problem(
               query.Owner.Name,
               query.Place,
               $"{query.Store.Name} has no bucket '{bucket}'",
               $"Use one of: {string.Join(", ", buckets.Order(StringComparer.Ordinal))}."),
    ]);

    /// <summary>
    /// The buckets that a query names in plain text, as in <c>from(bucket: "metrics")</c>; what a variable or an expression gives cannot
    /// be known.
    /// </summary>
    internal static IEnumerable<string> FindBuckets(string query) =>
        from match in Word().Matches(query)
        let bucket = match.Groups["bucket"]
        where bucket.Success && !bucket.Value.Contains("${", StringComparison.Ordinal)
            && !bucket.Value.Contains(ContentVariable.Placeholder, StringComparison.Ordinal)
        select Regex.Unescape(bucket.Value);

    // A comment, the bucket of a from, or any other text, in which nothing of this is looked for.
    [GeneratedRegex(@"//[^\n]*|\bfrom\s*\(\s*bucket\s*:\s*""(?<bucket>(?:[^""\\]|\\.)*)""|""(?:[^""\\]|\\.)*""")]
    private static partial Regex Word();
}
