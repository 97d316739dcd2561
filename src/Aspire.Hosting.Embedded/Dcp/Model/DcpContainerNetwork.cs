namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>A network of containers.</summary>
internal sealed class DcpContainerNetwork : DcpObject
{
    /// <summary>Where the API keeps these.</summary>
    public const string Plural = "containernetworks";

    /// <inheritdoc />
    public override string Kind => "ContainerNetwork";

    /// <summary>The network that is asked for.</summary>
    public DcpContainerNetworkSpec Spec { get; init; } = new();
}

/// <summary>The network that is asked for.</summary>
internal sealed class DcpContainerNetworkSpec
{
    /// <summary>Name in the engine.</summary>
    public string? NetworkName { get; init; }

    /// <summary><c>persistent</c>, or null for one that ends with the session.</summary>
    public string? Mode { get; init; }
}
