using Observability.Hosting;
using Observability.Hosting.Selection;

namespace Aspire.Hosting;

/// <summary>Lets a person choose what of the graph runs.</summary>
public static class StackProfilesExtensions
{
    /// <summary>
    /// Keeps of the graph what <c>Stack:Profile</c> and <c>Stack:Only</c> (<c>--only a,b</c>) name; call it last, when the graph is
    /// complete. A profile is exactly what it lists; <c>--only</c> brings along what the named resources need, within
    /// the profile. What needs a cluster runs nowhere but there. A publish has everything unless a profile is set.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="configure">Adds the profiles; null for none.</param>
    public static IDistributedApplicationBuilder SelectResources(
        this IDistributedApplicationBuilder builder, Action<StackProfiles>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var profiles = new StackProfiles();
        configure?.Invoke(profiles);
        var stack = Stack.For(builder);
        new ResourceSelection(profiles, stack.Options, builder.ExecutionContext.IsPublishMode).Apply(builder.Resources);
        return builder;
    }
}
