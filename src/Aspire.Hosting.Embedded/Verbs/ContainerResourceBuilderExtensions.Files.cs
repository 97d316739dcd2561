using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>
    /// Mounts a volume. A volume without a <paramref name="name"/> is anonymous and is gone with the container.
    /// </summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(target);
        return builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));
    }

    /// <summary>Mounts an anonymous volume, which is gone with the container.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource
        => builder.WithVolume(name: null, target);

    /// <summary>
    /// Mounts a file or directory of this machine. <paramref name="source"/> is relative to the AppHost's directory.
    /// </summary>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        var path = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(new ContainerMountAnnotation(path, target, ContainerMountType.BindMount, isReadOnly));
    }

    /// <summary>
    /// Copies files into the container before it starts. Entries without an owner or group of their own get
    /// <paramref name="defaultOwner"/> and <paramref name="defaultGroup"/> (0 when left out), those without a mode what
    /// <paramref name="umask"/> (octal 022 when left out) leaves.
    /// </summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, IEnumerable<ContainerFileSystemItem> entries, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(entries);
        return builder.WithContainerFiles(destinationPath, (_, _) => Task.FromResult(entries), defaultOwner, defaultGroup, umask);
    }

    /// <summary>Copies files into the container before it starts; the callback produces them each time it starts.</summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> callback, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ContainerFileSystemCallbackAnnotation
        {
            DestinationPath = destinationPath,
            Callback = callback,
            DefaultOwner = defaultOwner,
            DefaultGroup = defaultGroup,
            Umask = umask,
        });
    }

    /// <summary>
    /// Copies a file or the contents of a directory (with its sub-directories) into the container before it starts.
    /// <paramref name="sourcePath"/> is relative to the AppHost's directory. A publish has a bind mount instead.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The source does not exist.</exception>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, string sourcePath, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        ArgumentException.ThrowIfNullOrEmpty(sourcePath);

        var source = Path.GetFullPath(sourcePath, builder.ApplicationBuilder.AppHostDirectory);
        var isFile = File.Exists(source);
        if (!isFile && !Directory.Exists(source))
        {
            throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}': the source of the container files at '{destinationPath}' does not exist: {source}");
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            // A copied file lies in the destination, so a mounted one must be named to lie in the same place.
            var target = isFile ? $"{destinationPath.TrimEnd('/')}/{Path.GetFileName(source)}" : destinationPath;
            return builder.WithBindMount(source, target);
        }

        return builder.WithContainerFiles(
            destinationPath,
            (_, _) => Task.FromResult(ReadFiles(source, isFile)),
            defaultOwner,
            defaultGroup,
            umask);
    }

    private static IEnumerable<ContainerFileSystemItem> ReadFiles(string source, bool isFile) => isFile
        ? [new ContainerFile { Name = Path.GetFileName(source), SourcePath = source }]
        : ContainerDirectory.GetFileSystemItemsFromPath(source, searchOptions: SearchOption.AllDirectories);
}
