using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose image contains files that others can take when they are published.</summary>
public interface IResourceWithContainerFiles : IResource
{
}
