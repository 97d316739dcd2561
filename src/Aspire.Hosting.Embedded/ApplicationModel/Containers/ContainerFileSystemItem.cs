namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file or folder that is put into a container before it starts.</summary>
public abstract class ContainerFileSystemItem
{
    private string? _name;

    /// <summary>Name without a path; nested folders are <see cref="ContainerDirectory"/> items of their own.</summary>
    /// <exception cref="ArgumentException">The name has a path.</exception>
    public string Name
    {
        get => _name ?? string.Empty;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.AsSpan().ContainsAny('/', '\\') || value is "." or "..")
            {
                throw new ArgumentException(
                    $"'{value}' is not the name of a file or folder: it has a path. Use a ContainerDirectory for each folder of it.", nameof(value));
            }

            _name = value;
        }
    }

    /// <summary>Numeric user id that owns it; null for that of the annotation.</summary>
    public int? Owner { get; set; }

    /// <summary>Numeric group id that owns it; null for that of the annotation.</summary>
    public int? Group { get; set; }

    /// <summary>Permissions; 0 (the default) for 0644 of a file and 0755 of a folder, less the annotation's umask.</summary>
    public UnixFileMode Mode { get; set; }
}
