namespace Observability.StandIns.Shipper.Components;

/// <summary>A component that exports targets, which can be others every time.</summary>
internal interface ITargetSource
{
    /// <summary>The targets as they are now.</summary>
    IReadOnlyList<IReadOnlyDictionary<string, string>> Targets { get; }
}
