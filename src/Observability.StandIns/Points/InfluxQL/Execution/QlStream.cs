using Observability.StandIns.Points.Flux.Tables;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>Points of a field, sorted by time.</summary>
/// <param name="Column">The values.</param>
/// <param name="Times">The times; there may be more than there are values.</param>
/// <param name="Owners">Which member of the group each is of, where there are several.</param>
/// <param name="Owner">Which member all are of, where there is one.</param>
internal sealed record QlStream(FluxColumn Column, long[] Times, int[]? Owners, int Owner)
{
    /// <summary>No points.</summary>
    public static QlStream Empty { get; } = new(FluxColumn.OfTexts("_value", [], 0), [], null, 0);

    /// <summary>How many there are.</summary>
    public int Count => Column.Count;

    /// <summary>Which member of the group a point is of.</summary>
    public int OwnerOf(int index) => Owners?[index] ?? Owner;
}
