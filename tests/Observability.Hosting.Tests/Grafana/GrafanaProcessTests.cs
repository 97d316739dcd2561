using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>How an installation on this machine would be started. There need not be one: the backend is said, not looked for.</summary>
public sealed class GrafanaProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Arguments_Process_StartItFromItsHomeOnLoopback()
    {
        var (builder, grafana) = Create();

        var configured = await ExecutionConfigurationBuilder.Create(grafana.Resource)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["server",
             "--homepath",
             _folder.Combine("grafana-13.2.0"),
             "--config",
             $"{Stack.For(builder).State.ForResource("grafana")}/etc/grafana/grafana.ini",
             "cfg:default.server.http_addr=127.0.0.1",
             "cfg:default.server.http_port=3000"],
            configured.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    public async Task WriteConfig_Process_KeepsToTheStateFolderAndTakesThePluginsOfTheInstallation()
    {
        var (builder, grafana) = Create();
        var root = Stack.For(builder).State.ForResource("grafana");
        var endpoint = grafana.GetEndpoint("http").EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 3998);
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), grafana.Resource, builder.ExecutionContext);
        var file = grafana.Resource.Annotations.OfType<ConfigFileAnnotation>().Single(annotation => annotation.File.Path == GrafanaFacts.ConfigPath).File;

        var ini = GoIni.Read(await file.Write(context, TestContext.Current.CancellationToken));

        Assert.Equal("http://localhost:3998/", ini["server.root_url"]);
        Assert.Equal($"{root}/var/lib/grafana", ini["paths.data"]);
        Assert.Equal($"{root}/etc/grafana/provisioning", ini["paths.provisioning"]);
        Assert.Equal(_folder.Combine("grafana-13.2.0/data/plugins-bundled"), ini["paths.bundled_plugins"]);
        Assert.Equal($"$__file{{{root}/etc/grafana/secrets/secret-key}}", ini["security.secret_key"]);
    }

    public void Dispose() => _folder.Dispose();

    private (IDistributedApplicationBuilder Builder, IResourceBuilder<IGrafana> Grafana) Create()
    {
        _folder.Write("grafana-13.2.0/conf/defaults.ini", "");
        _folder.Write("grafana-13.2.0/data/plugins-bundled/prometheus/plugin.json", "{}");
        var binary = _folder.Write("grafana-13.2.0/bin/grafana", "");
        var builder = DistributedApplication.CreateBuilder(
            ["--Stack:Backend", "container", "--Stack:StateFolder", _folder.Combine("state")]);
        var grafana = builder.AddGrafana("grafana")
            .WithAnnotation(new BackendAnnotation(new Backend(BackendKind.Process, GrafanaFacts.Server.ImageVersion, binary)));
        return (builder, grafana);
    }
}
