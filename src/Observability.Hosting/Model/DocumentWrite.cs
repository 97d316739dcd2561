using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Documents that a server writes to a store.</summary>
/// <param name="Store">The store.</param>
/// <param name="Index">The name of the index as it was said.</param>
/// <param name="NameAt">The index of a document of a time.</param>
internal sealed record DocumentWrite(IResource Store, string Index, Func<DateTime, string> NameAt);
