using Aspire.Hosting.ApplicationModel;
using DotNet.Testcontainers.Configurations;

namespace Observability.Testcontainers;

/// <summary>A file that a server is started with.</summary>
/// <param name="Path">Absolute path in the container.</param>
/// <param name="Content">What is in it.</param>
/// <param name="UserId">Its owner.</param>
/// <param name="GroupId">Its group.</param>
/// <param name="Mode">Who may do what.</param>
internal sealed record ServerFile(string Path, byte[] Content, uint UserId, uint GroupId, UnixFileModes Mode)
{
    private const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>What the resource wants in its container.</summary>
    public static async Task<IReadOnlyList<ServerFile>> ReadAllAsync(IResource server, IServiceProvider services, CancellationToken cancellationToken)
    {
        var files = new List<ServerFile>();
        var context = new ContainerFileSystemCallbackContext { Model = server, ServiceProvider = services };
        foreach (var annotation in server.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
        {
            foreach (var item in await annotation.Callback(context, cancellationToken).ConfigureAwait(false))
            {
                await AddAsync(files, item, annotation, annotation.DestinationPath, cancellationToken).ConfigureAwait(false);
            }
        }

        return files;
    }

    private static async Task AddAsync(
        List<ServerFile> files,
        ContainerFileSystemItem item,
        ContainerFileSystemCallbackAnnotation annotation,
        string folder,
        CancellationToken cancellationToken)
    {
        var path = $"{folder.TrimEnd('/')}/{item.Name}";
        if (item is ContainerDirectory directory)
        {
            foreach (var entry in directory.Entries)
            {
                await AddAsync(files, entry, annotation, path, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (item is ContainerFileBase file)
        {
            var content = file.SourcePath is { } source
                ? await File.ReadAllBytesAsync(source, cancellationToken).ConfigureAwait(false)
                : System.Text.Encoding.UTF8.GetBytes(file.Contents ?? string.Empty);
            files.Add(new ServerFile(
                path,
                content,
                (uint)(item.Owner ?? annotation.DefaultOwner ?? 0),
                (uint)(item.Group ?? annotation.DefaultGroup ?? 0),
                (UnixFileModes)(int)(item.Mode == UnixFileMode.None ? DefaultMode : item.Mode)));
        }
    }
}
