using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Image of a container. Whatever has one is run as a container.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Image = {Image}, Tag = {Tag}, SHA256 = {SHA256}")]
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _tag;
    private string? _sha256;

    /// <summary>Registry, such as <c>docker.io</c>; null for the engine's own.</summary>
    public string? Registry { get; set; }

    /// <summary>Name of the image, such as <c>grafana/grafana</c>.</summary>
    public required string Image { get; set; }

    /// <summary>Tag; setting one removes <see cref="SHA256"/>.</summary>
    public string? Tag
    {
        get => _tag;
        set
        {
            _tag = value;
            _sha256 = value is null ? _sha256 : null;
        }
    }

    /// <summary>Digest in hex without the prefix <c>sha256:</c>; setting one removes <see cref="Tag"/>.</summary>
    public string? SHA256
    {
        get => _sha256;
        set
        {
            _sha256 = value;
            _tag = value is null ? _tag : null;
        }
    }

    /// <summary>The whole reference, as an engine takes it.</summary>
    internal string Reference
    {
        get
        {
            var name = string.IsNullOrEmpty(Registry) ? Image : $"{Registry}/{Image}";
            return !string.IsNullOrEmpty(SHA256) ? $"{name}@sha256:{SHA256}"
                : !string.IsNullOrEmpty(Tag) ? $"{name}:{Tag}"
                : name;
        }
    }
}
