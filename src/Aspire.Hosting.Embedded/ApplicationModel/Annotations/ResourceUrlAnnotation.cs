using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL that the dashboard shows.</summary>
[DebuggerDisplay("Url = {Url}, DisplayText = {DisplayText}")]
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>Higher comes first; null (the default) for the order in which they were added.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "It is a field in Aspire.Hosting.")]
    public int? DisplayOrder;

    /// <summary>The URL, or a path that starts with a slash and is put behind the endpoint's URL.</summary>
    public required string Url { get; set; }

    /// <summary>Text instead of the URL; null (the default) for the URL.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint behind the URL; null where there is none.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Where it is shown; default in the table and in the details.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }
}
