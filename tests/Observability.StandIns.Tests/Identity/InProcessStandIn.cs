using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Observability.StandIns.Identity;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The stand-in in this process, with a clock that the test moves.</summary>
public sealed class InProcessStandIn : IdentityBackend
{
    private WebApplication? _application;

    internal ManualClock Clock { get; } = new();

    public override async Task StartAsync()
    {
        WriteRealm();
        _application = IdentityStandIn.Build(
            ["--import", ImportFolder, "--http", $"127.0.0.1:{Port}", "--management", $"127.0.0.1:{ManagementPort}"],
            name => name == "KC_HOSTNAME" ? PublicUrl : Secrets.GetValueOrDefault(name),
            Clock,
            builder => builder.Logging.ClearProviders());
        await _application.StartAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private protected override ChildProcess Launch(Dictionary<string, string?> environment) => throw new NotSupportedException();
}
