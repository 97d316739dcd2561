using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// A server of the stack. Every system declares an interface of its own that derives from this one and is
/// implemented by a container and by a process, so that the graph does not change with the backend.
/// </summary>
public interface IServer : IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
}
