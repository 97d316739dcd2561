using Aspire.Hosting;

namespace Observability.Hosting.Backends;

/// <summary>The project that holds the stand-ins, once the AppHost has named it.</summary>
/// <param name="Project">The project.</param>
internal sealed record StandInProgram(IProjectMetadata Project);
