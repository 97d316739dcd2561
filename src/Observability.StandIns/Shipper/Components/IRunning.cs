namespace Observability.StandIns.Shipper.Components;

/// <summary>A component that does something by itself.</summary>
internal interface IRunning
{
    /// <summary>Works until it is told to stop.</summary>
    /// <param name="stopping">Tells to stop; what is held is passed on first.</param>
    /// <param name="aborting">Ends also that.</param>
    Task RunAsync(CancellationToken stopping, CancellationToken aborting);
}
