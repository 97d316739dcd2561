using Observability.Hosting.Telegraf;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Telegraf;

public sealed class TelegrafNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Telegraf 1.39.3 (git: HEAD@0123abcd)", "1.39.3")]
    [InlineData("telegraf 0.1.0\nA messenger in the terminal", null)]
    public void VersionPattern_Output_GivesTheVersionOfInfluxDatasProgramOnly(string output, string? expected)
    {
        var match = TelegrafFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    /// <summary>Telegraf's own judgement of what is written, where its binary is on PATH.</summary>
    [Fact]
    [Tier(Tier.Vendor)]
    public async Task Telegraf_EachShape_AcceptsIt()
    {
        var telegraf = VendorProgram.Require(TelegrafFacts.Server).Command!;
        var environment = new Dictionary<string, string?>
        {
            [TelegrafFacts.HealthAddressVariable] = "127.0.0.1:0",
            [TelegrafFacts.MetricsAddressVariable] = "127.0.0.1:0",
            ["TELEGRAF_POINTS_QUEUE_PASSWORD"] = "queue",
            ["TELEGRAF_POINTS_STORE_SECRET"] = "token",
            ["TELEGRAF_DOCUMENTS_QUEUE_PASSWORD"] = "queue",
            ["TELEGRAF_DOCUMENTS_STORE_SECRET"] = "password",
        };
        foreach (var (name, pipelines) in TelegrafShapes.All)
        {
            var config = _folder.Write($"{name}.conf", TelegrafConfigWriter.Write(pipelines));
            await using var checker = ChildProcess.Start(telegraf, ["config", "check", "--config", config], _folder.Path, environment);

            var exitCode = await checker.ExitCodeAsync(new Deadline("telegraf config check", TimeSpan.FromSeconds(30)));
            Assert.True(exitCode == 0, $"{name}: {checker.Output}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
