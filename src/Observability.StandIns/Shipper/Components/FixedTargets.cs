namespace Observability.StandIns.Shipper.Components;

/// <summary>Targets as they are written in the file.</summary>
internal sealed class FixedTargets(IReadOnlyList<IReadOnlyDictionary<string, string>> targets) : ITargetSource
{
    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Targets { get; } = targets;
}
