using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts on request only.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class ExplicitStartupAnnotation : IResourceAnnotation
{
}
