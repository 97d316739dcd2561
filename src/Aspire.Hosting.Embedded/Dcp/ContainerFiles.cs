using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Turns the files that the model puts into a container into DCP's form.</summary>
internal static class ContainerFiles
{
    /// <summary>Calls the callbacks and returns what they want in the container; null for nothing.</summary>
    public static async Task<IReadOnlyList<DcpCreateFiles>?> CreateAsync(IResource resource, IServiceProvider services, CancellationToken cancellationToken)
    {
        List<DcpCreateFiles>? all = null;
        foreach (var annotation in resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
        {
            var context = new ContainerFileSystemCallbackContext { Model = resource, ServiceProvider = services };
            var items = await annotation.Callback(context, cancellationToken).ConfigureAwait(false);
            DcpFileEntry[] entries = [.. items.Select(Entry)];
            if (entries.Length > 0)
            {
                (all ??= []).Add(new DcpCreateFiles
                {
                    Destination = annotation.DestinationPath,
                    DefaultOwner = annotation.DefaultOwner,
                    DefaultGroup = annotation.DefaultGroup,
                    Umask = (int?)annotation.Umask,
                    Entries = entries,
                });
            }
        }

        return all;
    }

    private static DcpFileEntry Entry(ContainerFileSystemItem item) => item switch
    {
        ContainerDirectory directory => new DcpFileEntry
        {
            Type = "directory",
            Name = directory.Name,
            Owner = directory.Owner,
            Group = directory.Group,
            Mode = Mode(directory),
            Entries = [.. directory.Entries.Select(Entry)],
        },
        ContainerFileBase file => new DcpFileEntry
        {
            Type = "file",
            Name = file.Name,
            Owner = file.Owner,
            Group = file.Group,
            Mode = Mode(file),
            Source = file.SourcePath,
            Contents = file.SourcePath is null ? file.Contents ?? "" : null,
            ContinueOnError = file.ContinueOnError,
        },
        _ => throw new DistributedApplicationException($"A container file of type {item.GetType().Name} is not supported; use ContainerFile or ContainerDirectory."),
    };

    // The numbers of UnixFileMode are those of the mode itself: 0644 is 420 in both.
    private static int? Mode(ContainerFileSystemItem item) => item.Mode == UnixFileMode.None ? null : (int)item.Mode;
}
