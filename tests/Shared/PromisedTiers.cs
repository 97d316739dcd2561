namespace Observability.Tests;

/// <summary>
/// The tiers that whoever started the tests promised to run, from <c>OBS_PROMISED_TIERS</c> (<c>test.sh</c> sets it;
/// names separated by spaces or commas). A test of a promised tier that lacks something fails; elsewhere it is skipped.
/// </summary>
internal static class PromisedTiers
{
    private const string Variable = "OBS_PROMISED_TIERS";

    private static readonly HashSet<Tier> s_promised =
    [
        .. (Environment.GetEnvironmentVariable(Variable) ?? "")
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Enum.TryParse<Tier>(name, ignoreCase: true, out var tier)
                ? tier
                : throw new InvalidOperationException($"{Variable}: '{name}' is not one of {string.Join(", ", Enum.GetNames<Tier>())}")),
    ];

    /// <summary>True when the tier must neither be skipped nor be empty in this run.</summary>
    public static bool Contains(Tier tier) => s_promised.Contains(tier);

    /// <summary>The tier of the running test: the dearest that its method, class and assembly name.</summary>
    public static Tier OfCurrentTest()
    {
        var context = TestContext.Current;
        var traits = context.Test?.Traits ?? context.TestCase?.Traits ?? context.TestClass?.Traits ?? context.TestCollection?.Traits;
        return traits is not null && traits.TryGetValue(TierAttribute.TraitName, out var names)
            ? names.Select(Enum.Parse<Tier>).DefaultIfEmpty(Tier.Unit).Max()
            : Tier.Unit;
    }
}
