using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps a configuration file on the server that reads it.</summary>
/// <param name="File">The file.</param>
/// <param name="About">What the file is about: where that does not take part, the server does not get it. Null for always.</param>
public sealed record ConfigFileAnnotation(ConfigFile File, IResource? About = null) : IResourceAnnotation;
