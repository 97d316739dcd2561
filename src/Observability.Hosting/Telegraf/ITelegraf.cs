using Observability.Hosting.Model;

namespace Observability.Hosting.Telegraf;

/// <summary>A Telegraf, whatever stands behind it.</summary>
public interface ITelegraf : IServer
{
}
