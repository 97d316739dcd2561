using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds Elasticsearch to an AppHost.</summary>
public static partial class ElasticsearchBuilderExtensions
{
    private const string HttpEndpoint = "http";
    private const string TransportEndpoint = "transport";

    /// <summary>
    /// Adds an Elasticsearch of one node with a heap of 512 MiB in 1 GiB, secured by a password without TLS (inside the stack).
    /// The password of the user <c>elastic</c>, <c>&lt;name&gt;-password</c>, is generated once and kept in user secrets. Without
    /// credentials a request can read the health of the cluster, which the probes do, and nothing else. In a cluster the server
    /// must be able to write to its configuration folder, where it keeps its key store.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource, of the node and of its cluster.</param>
    /// <param name="port">
    /// Port of the API on this machine; null (default) takes any free one, or in a persistent run 9200 where that is free.
    /// </param>
    public static IResourceBuilder<IElasticsearch> AddElasticsearch(
        this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddElasticsearch(name, port, ElasticsearchFacts.Server);

    /// <summary>As the public method, with other facts: tests find a program of their own.</summary>
    internal static IResourceBuilder<IElasticsearch> AddElasticsearch(
        this IDistributedApplicationBuilder builder, string name, int? port, ServerFacts facts)
    {
        var elasticsearch = builder.AddServer<IElasticsearch>(
                name,
                facts,
                resourceName => new ElasticsearchContainer(resourceName),
                (resourceName, command, folder) => new ElasticsearchProcess(resourceName, command, folder),
                resourceName => new ElasticsearchStandIn(resourceName))
            .WithServerEndpoint(ElasticsearchFacts.Port, port)
            .WithProbes(Probe.Http(ElasticsearchFacts.ReadyPath), Probe.Tcp(HttpEndpoint))
            .WithDataFolder(ElasticsearchFacts.DataFolder)
            .WithAnnotation(ElasticsearchKubernetes.Workload)
            .WithIconName("DocumentSearch");
        var settings = new ElasticsearchSettings(builder.AddSecret(elasticsearch.Resource, "password"));
        elasticsearch.WithAnnotation(settings)
            .WithAnnotation(new DocumentStoreAnnotation(ElasticsearchFacts.UserName, settings.Password))
            .WithAnnotation(new DocumentPatternsAnnotation(() => settings.Patterns.Select(pattern => new DocumentPattern(pattern.Pattern, pattern.NameAt))))
            .WithAnnotation(new DataSourcesAnnotation(() => ElasticsearchDataSources.Create(name, settings)))
            .WithConfigFile(Text("elasticsearch.yml", context => ElasticsearchConfigWriter.WriteConfig(CreateConfig(name, settings, context))))
            .WithConfigFile(Text("roles.yml", _ => ElasticsearchConfigWriter.WriteRoles(settings.IsSecured)))
            .WithServerEnvironment((context, environment, _) =>
            {
                WriteEnvironment(settings, context, environment);
                return Task.CompletedTask;
            });
        if (elasticsearch.Resource is ExecutableResource)
        {
            AddProcess(elasticsearch);
            AddUsers(elasticsearch, settings);
        }
        else if (elasticsearch.Resource is ElasticsearchStandIn)
        {
            AddUsers(elasticsearch, settings);
            AddStandIn(elasticsearch, facts);
        }

        if (builder.ExecutionContext.IsRunMode && elasticsearch.Resource is ContainerResource container)
        {
            builder.CreateResourceBuilder(container).WithContainerRuntimeArgs(context => context.Args.Add(
                string.Create(CultureInfo.InvariantCulture, $"--memory={settings.MemoryMiB}m")));
        }

        return elasticsearch
            .WithAnnotation(new SetUpJobAnnotation(() => CreateSetUpJob(elasticsearch, settings)))
            .WithSetUp((_, cancellationToken) => SetUpAsync(elasticsearch, settings, cancellationToken));
    }

    private static ConfigFile Text(string name, Func<ServerContext, string> write) =>
        new($"{ElasticsearchFacts.ConfigFolder}/{name}", (context, _) => Task.FromResult(write(context)));

    /// <summary>The users of what runs on this machine; the image makes its own of its environment.</summary>
    private static void AddUsers(IResourceBuilder<IElasticsearch> elasticsearch, ElasticsearchSettings settings)
    {
        var name = elasticsearch.Resource.Name;
        var users = new ConfigFile(
            $"{ElasticsearchFacts.ConfigFolder}/users",
            async (_, cancellationToken) => settings.IsSecured
                ? ElasticsearchUsers.WriteUsers(await ReadAsync(settings.Password, cancellationToken).ConfigureAwait(false), name)
                : string.Empty,
            Sensitive: true);
        elasticsearch
            .WithConfigFile(users)
            .WithConfigFile(Text("users_roles", _ => settings.IsSecured ? ElasticsearchUsers.WriteRoles() : string.Empty));
    }

    /// <summary>The stand-in has no port for other nodes and no Java machine; it answers for the image's version.</summary>
    private static void AddStandIn(IResourceBuilder<IElasticsearch> elasticsearch, ServerFacts facts)
    {
        var http = elasticsearch.GetEndpoint(HttpEndpoint).Property(EndpointProperty.TargetPort);
        elasticsearch.WithServerArgs(_ => [$"--server-version={facts.ImageVersion}", ReferenceExpression.Create($"-Ehttp.port={http}")]);
    }

    /// <summary>What a process needs on top: the image brings these files along, and listens on ports of its own.</summary>
    private static void AddProcess(IResourceBuilder<IElasticsearch> elasticsearch) =>
        elasticsearch
            .WithServerEndpoint(ElasticsearchFacts.TransportPort, name: TransportEndpoint, scheme: "tcp")
            .WithConfigFile(Text("jvm.options", context => ElasticsearchConfigWriter.WriteJvmOptions(context.MapPath(ElasticsearchFacts.LogsFolder))))
            .WithConfigFile(Text("log4j2.properties", _ => ElasticsearchConfigWriter.WriteLogging()))
            .WithServerArgs(_ => WriteArguments(elasticsearch))
            // The Java machine makes neither; a temporary folder of its own would outlive a killed run.
            .WithFolders(ElasticsearchFacts.TemporaryFolder, ElasticsearchFacts.LogsFolder);

    private static ElasticsearchConfig CreateConfig(string name, ElasticsearchSettings settings, ServerContext context) => new(
        name,
        context.ListenHost,
        context.MapPath(ElasticsearchFacts.DataFolder),
        context.MapPath(ElasticsearchFacts.LogsFolder),
        settings.IsSecured,
        UsersInFile: context.IsProcess);

    private static IEnumerable<object> WriteArguments(IResourceBuilder<IElasticsearch> elasticsearch)
    {
        var http = elasticsearch.GetEndpoint(HttpEndpoint).Property(EndpointProperty.TargetPort);
        var transport = elasticsearch.GetEndpoint(TransportEndpoint).Property(EndpointProperty.TargetPort);
        yield return ReferenceExpression.Create($"-Ehttp.port={http}");
        yield return ReferenceExpression.Create($"-Etransport.port={transport}");
    }

    private static void WriteEnvironment(ElasticsearchSettings settings, ServerContext context, IDictionary<string, object> environment)
    {
        if (context.IsStandIn)
        {
            environment["ES_PATH_CONF"] = context.MapPath(ElasticsearchFacts.ConfigFolder);
            return;
        }

        environment["ES_JAVA_OPTS"] = $"-Xms{settings.HeapMiB}m -Xmx{settings.HeapMiB}m";
        if (context.IsProcess)
        {
            environment["ES_PATH_CONF"] = context.MapPath(ElasticsearchFacts.ConfigFolder);
            environment["ES_TMPDIR"] = context.MapPath(ElasticsearchFacts.TemporaryFolder);
        }
        else if (settings.IsSecured)
        {
            // The image puts it into the server's key store before the start.
            environment["ELASTIC_PASSWORD"] = settings.Password.Parameter;
        }
    }

    // Without the template an index would have a replica that one node can never place, and the cluster would be yellow for ever. The
    // password goes through a pipe: arguments can be read by everybody on the node.
    private static SetUpJob? CreateSetUpJob(IResourceBuilder<IElasticsearch> elasticsearch, ElasticsearchSettings settings)
    {
        if (settings.Patterns.Count == 0)
        {
            return null;
        }

        const string TemplatePath = "/setup/index-template.json";
        var name = elasticsearch.Resource.Name.ToLowerInvariant();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://{name}:{ElasticsearchFacts.Port}/_index_template/{name}");
        var request = "curl --fail --silent --show-error --retry 60 --retry-delay 5 --retry-all-errors"
            + $" --request PUT --header 'Content-Type: application/json' --data-binary @{TemplatePath} {url}";
        return new SetUpJob(
            [
                "bash",
                "-ceu",
                settings.IsSecured
                    ? $"printf 'user = \"%s:%s\"' {ElasticsearchFacts.UserName} \"$ELASTIC_PASSWORD\" | {request} --config -"
                    : request,
            ],
            [ConfigFile.FromText(TemplatePath, ElasticsearchTemplateWriter.Write(settings.Patterns).ToJsonString() + "\n")],
            settings.IsSecured ? [new("ELASTIC_PASSWORD", settings.Password)] : []);
    }

    private static async Task SetUpAsync(
        IResourceBuilder<IElasticsearch> elasticsearch, ElasticsearchSettings settings, CancellationToken cancellationToken)
    {
        var password = settings.IsSecured ? await ReadAsync(settings.Password, cancellationToken).ConfigureAwait(false) : null;
        using var http = new HttpClient { BaseAddress = new Uri(elasticsearch.GetEndpoint(HttpEndpoint).Url), Timeout = TimeSpan.FromSeconds(30) };
        await new ElasticsearchSetup(elasticsearch.Resource.Name, http, password, settings.Password.Name)
            .RunAsync(settings.Patterns, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(SecretReference secret, CancellationToken cancellationToken) =>
        await secret.Parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty;
}
