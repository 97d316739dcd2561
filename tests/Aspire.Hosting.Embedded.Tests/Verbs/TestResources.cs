using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

/// <summary>A server with a connection string, its child and a service, as an integration would have them.</summary>
internal sealed class ServerResource(string name) : ContainerResource(name), IResourceWithConnectionString, IResourceWithServiceDiscovery
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host={Name}");

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
        [new("Host", ReferenceExpression.Create($"{Name}")), new("Port", ReferenceExpression.Create($"5432"))];
}

internal sealed class DatabaseResource(string name, ServerResource parent)
    : Resource(name), IResourceWithParent<ServerResource>, IResourceWithWaitSupport
{
    public ServerResource Parent { get; } = parent;
}

internal sealed class NamedVariableResource(string name) : Resource(name), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable => "DATABASE_URL";

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"x");
}
