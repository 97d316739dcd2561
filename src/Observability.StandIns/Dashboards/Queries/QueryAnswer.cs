namespace Observability.StandIns.Dashboards.Queries;

/// <summary>What came of a query.</summary>
/// <param name="RefId">Which query.</param>
/// <param name="Frames">Its tables.</param>
/// <param name="Status">Status as of HTTP.</param>
/// <param name="Error">Why there is no answer, for the person who looks at the panel; or null.</param>
/// <param name="IsStoresFault">True where the store refused, false where the stand-in did.</param>
internal sealed record QueryAnswer(string RefId, IReadOnlyList<Frame> Frames, int Status = 200, string? Error = null,
    bool IsStoresFault = false);
