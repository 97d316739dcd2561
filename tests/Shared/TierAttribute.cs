using Xunit.v3;

namespace Observability.Tests;

/// <summary>
/// Puts a test, a class or an assembly into a tier: an xunit trait named <c>Tier</c>, by which <c>test.sh</c> filters.
/// Where a class and its method name different tiers, the dearer one counts.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class TierAttribute(Tier tier) : Attribute, ITraitAttribute
{
    /// <summary>Name of the trait.</summary>
    public const string TraitName = "Tier";

    /// <summary>The tier.</summary>
    public Tier Tier { get; } = tier;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(TraitName, Tier.ToString())];
}
