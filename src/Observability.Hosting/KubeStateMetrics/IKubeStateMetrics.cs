using Observability.Hosting.Model;

namespace Observability.Hosting.KubeStateMetrics;

/// <summary>A kube-state-metrics, which tells the state of a cluster's objects as metrics.</summary>
public interface IKubeStateMetrics : IServer
{
}
