using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>A query in the content that people wrote: rules, dashboards, alerts.</summary>
/// <param name="Owner">Resource that the content belongs to.</param>
/// <param name="Place">File and place in it, for people.</param>
/// <param name="Language">Language that it is written in.</param>
/// <param name="Text">The query, with variables of the content already replaced.</param>
/// <param name="Store">Resource that is asked.</param>
/// <param name="Records">Name that its result is stored under, or null.</param>
internal sealed record ContentQuery(
    IResource Owner, string Place, QueryLanguage Language, string Text, IResource Store, string? Records = null);
