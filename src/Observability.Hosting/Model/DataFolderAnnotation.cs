using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>A folder of the image whose content a persistent run must keep, and a cluster where its <see cref="Workload"/> has a size for it.</summary>
/// <param name="Path">Absolute path in the image.</param>
public sealed record DataFolderAnnotation(string Path) : IResourceAnnotation;
