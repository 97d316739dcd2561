namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A mistake in a configuration file.</summary>
internal sealed class AlloyException(AlloyPosition position, string message) : Exception(message)
{
    /// <summary>Where it is.</summary>
    public AlloyPosition Position { get; } = position;
}
