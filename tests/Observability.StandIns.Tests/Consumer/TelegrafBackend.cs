namespace Observability.StandIns.Tests.Consumer;

/// <summary>Telegraf itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class TelegrafBackend : IConsumerBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command
    {
        get
        {
            var path = MachineCapabilities.FindTool("telegraf");
            if (path is null)
            {
                Requires.Missing("there is no telegraf on PATH (https://github.com/influxdata/telegraf/releases)");
            }

            return (path, []);
        }
    }
}
