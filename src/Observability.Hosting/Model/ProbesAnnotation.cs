using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// The probes of a server, declared once: readiness gates <c>WaitFor</c> on the laptop; in Kubernetes readiness is
/// also the startup probe.
/// </summary>
/// <param name="Readiness">Whether it can do its work.</param>
/// <param name="Liveness">Whether it must be restarted.</param>
public sealed record ProbesAnnotation(Probe Readiness, Probe Liveness) : IResourceAnnotation;
