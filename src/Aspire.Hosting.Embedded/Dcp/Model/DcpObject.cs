namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>What every object of DCP's API has. Only what this host writes or reads is declared; the rest is skipped.</summary>
internal abstract class DcpObject
{
    /// <summary>The API group and version of every kind.</summary>
    public const string GroupVersion = "usvc-dev.developer.microsoft.com/v1";

    /// <summary>Always <see cref="GroupVersion"/>.</summary>
    public string ApiVersion { get; init; } = GroupVersion;

    /// <summary>The kind, such as <c>Executable</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Name and annotations.</summary>
    public DcpMetadata Metadata { get; init; } = new();
}

/// <summary>Name and annotations of an object.</summary>
internal sealed class DcpMetadata
{
    /// <summary>The name, unique in its kind.</summary>
    public string Name { get; init; } = "";

    /// <summary>Given by DCP; differs between two objects of one name that follow each other.</summary>
    public string? Uid { get; init; }

    /// <summary>Free text by key; DCP itself reads <see cref="ServiceProducer"/> only.</summary>
    public Dictionary<string, string>? Annotations { get; init; }

    /// <summary>
    /// Annotation that ties a process or container to its Services: a JSON array in a string, such as
    /// <c>[{"serviceName":"web","address":"127.0.0.1","port":8080}]</c>.
    /// </summary>
    public const string ServiceProducer = "service-producer";
}

/// <summary>A name and its value, as environment variables, build arguments and labels have them.</summary>
internal sealed record DcpNameValue(string Name, string? Value);
