using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose endpoints are injected for service discovery into those that refer to it.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
{
}
