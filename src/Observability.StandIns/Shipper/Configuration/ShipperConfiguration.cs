namespace Observability.StandIns.Shipper.Configuration;

/// <summary>All that the file says.</summary>
/// <param name="Components">The components, by their names.</param>
internal sealed record ShipperConfiguration(IReadOnlyDictionary<string, object> Components);
