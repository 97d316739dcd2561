namespace Observability.StandIns.Shipper.Components;

/// <summary>A component that takes lines.</summary>
internal interface IReceiver
{
    /// <summary>
    /// Takes a line; waits while it has no room. Who takes one that is not done with when this returns says so to its origin.
    /// </summary>
    ValueTask ReceiveAsync(LogEntry entry, CancellationToken cancellationToken);
}
