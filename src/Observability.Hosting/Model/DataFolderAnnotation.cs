using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>A folder of the image whose content a persistent run, and a cluster, must keep.</summary>
/// <param name="Path">Absolute path in the image.</param>
public sealed record DataFolderAnnotation(string Path) : IResourceAnnotation;
