using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps a configuration file on the server that reads it.</summary>
/// <param name="File">The file.</param>
public sealed record ConfigFileAnnotation(ConfigFile File) : IResourceAnnotation;
