namespace Observability.StandIns.Points.Storage;

/// <summary>What is known of a column's last block.</summary>
/// <param name="First">Its first time.</param>
/// <param name="Last">Its last time.</param>
/// <param name="Count">How many points it has.</param>
internal sealed record BlockState(long First, long Last, int Count);
