namespace Observability.Hosting.Model;

/// <summary>Where the image of a server comes from.</summary>
/// <param name="Registry">Registry host, for example <c>quay.io</c>.</param>
/// <param name="Repository">Repository in the registry, for example <c>prometheus/prometheus</c>.</param>
/// <param name="Tag">Pinned tag; never <c>latest</c>.</param>
public sealed record ServerImage(string Registry, string Repository, string Tag)
{
    /// <summary>The reference as an engine takes it: <c>registry/repository:tag</c>.</summary>
    public override string ToString() => $"{Registry}/{Repository}:{Tag}";
}
