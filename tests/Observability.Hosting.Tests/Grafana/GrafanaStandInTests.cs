using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>Where there is no Grafana, the stand-in gets the very files that it would get.</summary>
public sealed class GrafanaStandInTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AddGrafana_StandIn_IsStartedAsGrafanaIsWithoutAHome()
    {
        var builder = DistributedApplication.CreateBuilder(
            ["--Stack:Backend", "standin", "--Stack:StateFolder", _folder.Combine("state")]);
        var grafana = builder.AddStandIns<StandIns>().AddGrafana("grafana");

        var endpoint = grafana.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 41999, "41998");

        var configured = await ExecutionConfigurationBuilder.Create(grafana.Resource)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<GrafanaStandIn>(grafana.Resource);
        var arguments = configured.Arguments.Select(argument => argument.Value).ToList();
        Assert.Equal(["dashboards", "server", "--config"], arguments[..3]);
        Assert.EndsWith("/grafana/etc/grafana/grafana.ini", arguments[3], StringComparison.Ordinal);
        Assert.Equal("cfg:default.server.http_addr=127.0.0.1", arguments[4]);
        Assert.Equal("cfg:default.server.http_port=41998", arguments[5]);
        Assert.Contains(grafana.Resource.Annotations.OfType<ConfigFileAnnotation>(), file => file.File.Path == GrafanaFacts.ConfigPath);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => "/nowhere/StandIns.csproj";
    }
}
