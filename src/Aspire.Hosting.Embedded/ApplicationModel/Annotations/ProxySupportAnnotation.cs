using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether the endpoints of a resource may have proxies.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Enabled = {ProxyEnabled}")]
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>True where they may.</summary>
    public required bool ProxyEnabled { get; set; }
}
