namespace Observability.StandIns.Shipper.Components;

/// <summary>The targets of several, one after the other.</summary>
internal sealed class JoinedTargets(IReadOnlyList<ITargetSource> sources) : ITargetSource
{
    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Targets => [.. sources.SelectMany(source => source.Targets)];
}
