using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry to the dashboard.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The only protocol it can use; null (the default) for any.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
