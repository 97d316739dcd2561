using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Alertmanager;

/// <summary>A webhook that notifications are delivered to.</summary>
/// <param name="Endpoint">Endpoint of the receiver.</param>
/// <param name="Path">Path of the webhook.</param>
internal sealed record AlertmanagerWebhook(EndpointReference Endpoint, string Path) : IResourceAnnotation;
