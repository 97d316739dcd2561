using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// What follows the hyphen in the name of a resource's instance (<c>web-abcdefgh</c>). The dashboard finds a resource's
/// telemetry by it, so whoever names instances and whoever sets <c>service.instance.id</c> must agree.
/// </summary>
internal sealed class InstanceSuffixAnnotation(string suffix) : IResourceAnnotation
{
    private const int Length = 8;
    private static readonly Lock s_lock = new();

    public string Suffix { get; } = suffix;

    /// <summary>The suffix of the resource; the first call chooses it.</summary>
    public static string Of(IResource resource, IConfiguration configuration)
    {
        lock (s_lock)
        {
            if (resource.Annotations.OfType<InstanceSuffixAnnotation>().FirstOrDefault() is not { } annotation)
            {
                annotation = new InstanceSuffixAnnotation(Choose(resource, configuration));
                resource.Annotations.Add(annotation);
            }

            return annotation.Suffix;
        }
    }

    private static string Choose(IResource resource, IConfiguration configuration)
    {
        // A persistent container is recreated when anything in its environment differs, so nothing of it may be random.
        var isPersistent = resource.Annotations.OfType<ContainerLifetimeAnnotation>().LastOrDefault()?.Lifetime == ContainerLifetime.Persistent;
        return isPersistent && configuration[WellKnownConfiguration.AppHostSha256] is { Length: >= Length } hash
            ? hash[..Length].ToLower(CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", Length);
    }
}
