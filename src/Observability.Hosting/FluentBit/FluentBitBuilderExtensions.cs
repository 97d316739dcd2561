using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.FluentBit;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds Fluent Bit to an AppHost.</summary>
public static partial class FluentBitBuilderExtensions
{
    /// <summary>
    /// Adds a Fluent Bit that ships logs: on the laptop the console log of every resource of the stack, in a cluster the logs of
    /// all containers of its node, for which it runs on every node and as root. A persistent run remembers what has been
    /// shipped. Without an output it reads nothing.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of health and metrics on this machine; null (default) takes any free one, or in a persistent run 2020 where that is
    /// free.
    /// </param>
    public static IResourceBuilder<IFluentBit> AddFluentBit(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = new FluentBitSettings();
        var fluentBit = builder.AddServer<IFluentBit>(
                name,
                FluentBitFacts.Server,
                resourceName => new FluentBitContainer(resourceName),
                (resourceName, command, folder) => new FluentBitProcess(resourceName, command, folder))
            .WithAnnotation(settings)
            .WithAnnotation(new NodeAgentAnnotation([FluentBitFacts.NodeLogsFolder], []))
            .WithAnnotation(new MetricsAnnotation(Path: FluentBitFacts.MetricsPath))
            .WithServerEndpoint(FluentBitFacts.Port, port)
            .WithProbes(Probe.Http(FluentBitFacts.HealthPath), Probe.Http(FluentBitFacts.LivePath))
            .WithDataFolder(FluentBitFacts.DataFolder)
            .WithStackLogs(FluentBitFacts.StackLogsFolder)
            .WithAnnotation(FluentBitKubernetes.Workload)
            .WithIconName("DocumentArrowRight");
        switch (fluentBit.Resource)
        {
            case FluentBitContainer container:
                // The image's own command reads another file.
                builder.CreateResourceBuilder(container).WithEntrypoint(FluentBitFacts.Entrypoint);
                break;
            case FluentBitProcess process:
                // SQLite makes its file, not the folder.
                builder.CreateResourceBuilder(process).WithFolders(FluentBitFacts.DataFolder);
                break;
        }

        return fluentBit
            .WithConfigFile(new ConfigFile(
                FluentBitFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(fluentBit.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => ["--config", context.MapPath(FluentBitFacts.ConfigPath)])
            .WithServerEnvironment((_, environment, _) =>
            {
                WriteEnvironment(fluentBit, environment);
                return Task.CompletedTask;
            });
    }

    /// <summary>
    /// Sends every line to a server by OTLP over HTTP, with the credentials and headers that it asks for. Several get every line
    /// each. While one is down its lines wait.
    /// </summary>
    public static IResourceBuilder<IFluentBit> WithOutput(
        this IResourceBuilder<IFluentBit> builder, IResourceBuilder<IOtlpReceiver> receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return builder.WithEdge(
            EdgeKind.Log, receiver.GetEndpoint(receiver.Resource.GetRequired<OtlpReceiverAnnotation>().EndpointName));
    }

    /// <summary>
    /// Takes the logs of Talos' own services and kernel too (<c>machine.logging.destinations</c> with <c>json_lines</c> over TCP,
    /// https://www.talos.dev/latest/talos-guides/configuration/logging). In a publish only: a
    /// laptop has no such machines.
    /// </summary>
    /// <param name="builder">The Fluent Bit.</param>
    /// <param name="port">Port that takes them, 1 to 65535. Default: 5170.</param>
    /// <exception cref="ArgumentOutOfRangeException">No port, or the one of health and metrics.</exception>
    /// <exception cref="InvalidOperationException">It takes them on another port already.</exception>
    public static IResourceBuilder<IFluentBit> WithTalosMachineLogs(
        this IResourceBuilder<IFluentBit> builder, int port = FluentBitFacts.TalosPort)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        ArgumentOutOfRangeException.ThrowIfEqual(port, FluentBitFacts.Port);
        var settings = builder.Resource.GetRequired<FluentBitSettings>();
        if (!builder.ApplicationBuilder.ExecutionContext.IsPublishMode || settings.TalosPort == port)
        {
            return builder;
        }

        if (settings.TalosPort is not null)
        {
            throw new InvalidOperationException($"{builder.Resource.Name} takes machine logs on port {settings.TalosPort} already.");
        }

        settings.TalosPort = port;
        return builder.WithServerEndpoint(port, port, FluentBitFacts.TalosEndpoint, scheme: "tcp")
            .WithAnnotation(new NodeLogsEndpointAnnotation(FluentBitFacts.TalosEndpoint));
    }
}
