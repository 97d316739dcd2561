using System.Collections.ObjectModel;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The annotations of a resource in the order in which they were added. It may be changed while it is enumerated; the
/// enumeration then still shows the annotations of its beginning.
/// </summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    /// <summary>Creates an empty collection.</summary>
    public ResourceAnnotationCollection()
        : base(new CopyOnWriteList<IResourceAnnotation>())
    {
    }
}
