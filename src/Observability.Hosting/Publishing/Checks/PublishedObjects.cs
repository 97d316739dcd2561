using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>The objects of a publish, each with the file that it is in.</summary>
internal sealed class PublishedObjects
{
    /// <summary>Arranges the objects of files.</summary>
    public PublishedObjects(IReadOnlyList<ManifestFile> files)
    {
        All = [.. from file in files from value in file.Objects.OfType<IKubernetesObject<V1ObjectMeta>>() select (file.Path, value)];
        Pods = [.. All.SelectMany(pair => FindPod(pair.File, pair.Value))];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<(string File, IKubernetesObject<V1ObjectMeta> Value)> All { get; }

    /// <summary>What runs pods.</summary>
    public IReadOnlyList<PublishedPod> Pods { get; }

    /// <summary>All of one kind.</summary>
    public IEnumerable<(string File, T Value)> Of<T>() => All.Where(pair => pair.Value is T).Select(pair => (pair.File, (T)pair.Value));

    private static IEnumerable<PublishedPod> FindPod(string file, IKubernetesObject<V1ObjectMeta> value)
    {
        var (template, selector) = value switch
        {
            V1Deployment deployment => (deployment.Spec.Template, deployment.Spec.Selector),
            V1StatefulSet set => (set.Spec.Template, set.Spec.Selector),
            V1DaemonSet set => (set.Spec.Template, set.Spec.Selector),
            V1Job job => (job.Spec.Template, null),
            _ => (null, null),
        };
        if (template is not null)
        {
            yield return new PublishedPod(
                file,
                value.Metadata.Name,
                value.Metadata.NamespaceProperty,
                template,
                selector,
                value is V1Job,
                value is V1StatefulSet { Spec.VolumeClaimTemplates: { } claims } ? [.. claims.Select(claim => claim.Metadata.Name)] : []);
        }
    }
}
