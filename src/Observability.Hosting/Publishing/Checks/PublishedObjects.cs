using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>The objects of a publish, each with the file that it is in.</summary>
internal sealed class PublishedObjects
{
    private readonly ILookup<(Type Kind, string? Namespace, string? Name), IKubernetesObject<V1ObjectMeta>> _byName;
    private readonly ILookup<(string Namespace, string? Name), PublishedPod> _byLabel;

    /// <summary>Arranges the objects of files.</summary>
    public PublishedObjects(IReadOnlyList<ManifestFile> files)
    {
        All = [.. from file in files from value in file.Objects.OfType<IKubernetesObject<V1ObjectMeta>>() select (file.Path, value)];
        Pods = [.. All.SelectMany(pair => FindPod(pair.File, pair.Value))];
        _byName = All.ToLookup(pair => (pair.Value.GetType(), pair.Value.Metadata?.NamespaceProperty, pair.Value.Metadata?.Name), pair => pair.Value);
        _byLabel = Pods.ToLookup(pod => (pod.Namespace, pod.Template.Metadata?.Labels?.TryGetValue(Labels.Name, out var name) == true ? name : null));
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<(string File, IKubernetesObject<V1ObjectMeta> Value)> All { get; }

    /// <summary>What runs pods.</summary>
    public IReadOnlyList<PublishedPod> Pods { get; }

    /// <summary>All of one kind.</summary>
    public IEnumerable<(string File, T Value)> Of<T>() => All.Where(pair => pair.Value is T).Select(pair => (pair.File, (T)pair.Value));

    /// <summary>The object of a kind and name in a namespace, or null.</summary>
    public T? Find<T>(string? @namespace, string? name)
        where T : class, IKubernetesObject<V1ObjectMeta> => (T?)_byName[(typeof(T), @namespace, name)].FirstOrDefault();

    /// <summary>The pods of a namespace that a selector selects.</summary>
    public IEnumerable<PublishedPod> Select(string @namespace, IDictionary<string, string>? selector)
    {
        if (selector is null or { Count: 0 })
        {
            return [];
        }

        var candidates = selector.TryGetValue(Labels.Name, out var name) ? _byLabel[(@namespace, name)] : Pods.Where(pod => pod.Namespace == @namespace);
        return candidates.Where(pod => Matches(selector, pod.Template.Metadata.Labels));
    }

    /// <summary>Whether a selector selects what has these labels; one without any label selects nothing here.</summary>
    public static bool Matches(IDictionary<string, string>? selector, IDictionary<string, string> labels) =>
        selector is { Count: > 0 } && selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

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
