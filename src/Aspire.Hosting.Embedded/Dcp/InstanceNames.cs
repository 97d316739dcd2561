using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// The unique names under which a runnable resource appears in the dashboard and in DCP, one per replica:
/// <c>web-kdwpsahx</c>. What follows the resource's own name is also its telemetry's <c>service.instance.id</c>,
/// by which the dashboard finds the resource that a trace belongs to.
/// </summary>
internal sealed class InstanceNames : IResourceAnnotation
{
    private const int SuffixLength = 8;

    private InstanceNames(IReadOnlyList<string> names) => Names = names;

    /// <summary>The names, at least one.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Returns the names of a resource and assigns them at the first call. A resource that nothing has to run
    /// (a parameter, say) has its own name alone.
    /// </summary>
    public static IReadOnlyList<string> Of(IResource resource)
    {
        lock (resource.Annotations)
        {
            if (resource.Annotations.OfType<InstanceNames>().LastOrDefault() is { } known)
            {
                return known.Names;
            }

            var kind = RunnableKinds.Of(resource);
            if (kind is RunnableKind.None)
            {
                return [resource.Name];
            }

            var replicas = kind is RunnableKind.Project ? resource.GetReplicaCount() : 1;
            var names = new string[replicas];
            for (var i = 0; i < replicas; i++)
            {
                names[i] = $"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength)}";
            }

            resource.Annotations.Add(new InstanceNames(names));
            return names;
        }
    }

    /// <summary>The part of an instance name that is its telemetry's <c>service.instance.id</c>.</summary>
    public static string InstanceId(IResource resource, string instanceName) =>
        instanceName.Length > resource.Name.Length + 1 ? instanceName[(resource.Name.Length + 1)..] : instanceName;
}
