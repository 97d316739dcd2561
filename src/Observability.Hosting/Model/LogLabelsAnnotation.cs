using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>The labels that a shipper gives to the lines that it ships, on the laptop or in a cluster.</summary>
/// <param name="Names">Their names.</param>
internal sealed record LogLabelsAnnotation(IReadOnlyList<string> Names) : IResourceAnnotation;
