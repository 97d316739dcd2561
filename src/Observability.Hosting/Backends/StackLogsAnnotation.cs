using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Backends;

/// <summary>Marks a server that reads the console logs of the stack.</summary>
/// <param name="ImagePath">Where their folder is mounted in a container.</param>
internal sealed record StackLogsAnnotation(string ImagePath) : IResourceAnnotation;
