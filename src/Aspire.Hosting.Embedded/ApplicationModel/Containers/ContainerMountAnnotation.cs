using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A volume or bind mount of a container.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Source = {Source}, Target = {Target}")]
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Creates a mount.</summary>
    /// <param name="source">Name of the volume, null for an unnamed one; or absolute path on this machine.</param>
    /// <param name="target">Path in the container.</param>
    /// <param name="type">Volume or bind mount.</param>
    /// <param name="isReadOnly">True where the container cannot write.</param>
    /// <exception cref="ArgumentException">
    /// A bind mount has no absolute source, or an unnamed volume is read-only.
    /// </exception>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (type == ContainerMountType.BindMount)
        {
            if (string.IsNullOrEmpty(source))
            {
                throw new ArgumentNullException(nameof(source), $"The bind mount at '{target}' has no source.");
            }

            if (!Path.IsPathRooted(source))
            {
                throw new ArgumentException($"The source '{source}' of the bind mount at '{target}' is not an absolute path.", nameof(source));
            }
        }

        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException($"The unnamed volume at '{target}' would be empty for ever: it cannot be read-only.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Name of the volume, null for an unnamed one; or absolute path on this machine.</summary>
    public string? Source { get; }

    /// <summary>Path in the container.</summary>
    public string Target { get; }

    /// <summary>Volume or bind mount.</summary>
    public ContainerMountType Type { get; }

    /// <summary>True where the container cannot write.</summary>
    public bool IsReadOnly { get; }
}
