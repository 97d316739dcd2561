namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// What an aggregation of results takes for a bucket without documents or without the number
/// (https://www.elastic.co/docs/reference/aggregations/pipeline#gap-policy).
/// </summary>
internal enum GapPolicy
{
    /// <summary>Nothing, as if the bucket were not there.</summary>
    Skip,

    /// <summary>Nought.</summary>
    InsertZeros,

    /// <summary>The number, also of a bucket without documents, where there is one.</summary>
    KeepValues,
}
