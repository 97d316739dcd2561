using Observability.Hosting.Model;

namespace Observability.Hosting.OpenObserve;

/// <summary>An OpenObserve, whatever stands behind it.</summary>
public interface IOpenObserve : IOtlpReceiver
{
}
