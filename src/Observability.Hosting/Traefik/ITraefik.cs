using Observability.Hosting.Model;

namespace Observability.Hosting.Traefik;

/// <summary>A Traefik, whatever stands behind it.</summary>
public interface ITraefik : IServer
{
}
