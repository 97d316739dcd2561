using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relationship that the dashboard shows.</summary>
/// <param name="resource">The other resource.</param>
/// <param name="type">Kind of relationship, such as <c>Reference</c>.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}, RelationshipType = {Type}")]
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>Kind of relationship.</summary>
    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}
