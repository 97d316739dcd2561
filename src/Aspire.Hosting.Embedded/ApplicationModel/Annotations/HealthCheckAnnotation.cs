using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check of the AppHost's services that tells whether the resource is healthy.</summary>
/// <param name="key">Name under which the check is registered.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Key = {Key}")]
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>Name under which the check is registered.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}
