using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.InfluxDB;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds InfluxDB 2 to an AppHost.</summary>
public static class InfluxDBBuilderExtensions
{
    private const string Endpoint = "http";

    /// <summary>
    /// Adds an InfluxDB 2: points are written over its own API (v2) or version 1's, and queried with Flux or InfluxQL. On the
    /// laptop it is set up over its API as soon as it is healthy, and what waits for it waits for that too; in a cluster the
    /// image sets itself up. The operator token, <c>&lt;name&gt;-token</c>, and the password of the user <c>admin</c>,
    /// <c>&lt;name&gt;-password</c>, are generated once and kept in user secrets: the server stores a hash of the token only.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of the API and the user interface on this machine; null (default) takes any free one, or in a persistent run 8086
    /// where that is free.
    /// </param>
    public static IResourceBuilder<IInfluxDB> AddInfluxDB(this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddInfluxDB(name, port, InfluxDBFacts.Server);

    /// <summary>As the public method, with other facts: tests find a program of their own.</summary>
    internal static IResourceBuilder<IInfluxDB> AddInfluxDB(
        this IDistributedApplicationBuilder builder, string name, int? port, ServerFacts facts)
    {
        var influxdb = builder.AddServer<IInfluxDB>(
                name,
                facts,
                resourceName => new InfluxDBContainer(resourceName),
                (resourceName, command, folder) => new InfluxDBProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation())
            .WithServerEndpoint(InfluxDBFacts.Port, port)
            .WithProbes(Probe.Http(InfluxDBFacts.HealthPath), Probe.Http(InfluxDBFacts.HealthPath))
            .WithDataFolder(InfluxDBFacts.DataFolder)
            .WithAnnotation(InfluxDBKubernetes.Workload)
            .WithIconName("DatabaseLightning");
        var settings = new InfluxDBSettings(
            builder.AddSecret(influxdb.Resource, "token"), builder.AddSecret(influxdb.Resource, "password"));
        influxdb.WithAnnotation(settings)
            .WithAnnotation(new DataSourcesAnnotation(() => InfluxDBDataSources.Create(influxdb.Resource.Name, settings)))
            .WithAnnotation(new BucketsAnnotation(() => settings.Buckets.Select(bucket => bucket.Name)))
            .WithServerArgs(context => WriteArguments(influxdb.GetEndpoint(Endpoint), context))
            .WithServerEnvironment((context, environment, _) =>
            {
                WriteEnvironment(settings, context, environment);
                return Task.CompletedTask;
            })
            .WithSetUp((_, cancellationToken) => SetUpAsync(influxdb, settings, cancellationToken));
        return influxdb.WithPointStore(settings);
    }

    /// <summary>Sets the organisation that owns the buckets. Default: <c>observability</c>. A persistent run that changes it begins with empty buckets.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IResourceBuilder<IInfluxDB> WithOrganization(this IResourceBuilder<IInfluxDB> builder, string organization)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(organization);
        var settings = GetSettings(builder.Resource);
        settings.Organization = organization;
        return builder.WithPointStore(settings);
    }

    /// <summary>
    /// Adds a bucket. The first is the default one, which writers and data sources use; without this verb it is <c>metrics</c>,
    /// kept for ever. Version 1 clients see each bucket as a database of its name. A cluster's image makes the first only.
    /// </summary>
    /// <param name="builder">The InfluxDB.</param>
    /// <param name="name">Name of the bucket.</param>
    /// <param name="retention">How long points are kept, in whole seconds; null (default) is for ever. A persistent run that changes it changes the bucket.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, taken, begins with an underscore (the server's own do), or holds a quote, a control character or a
    /// slash, which version 1 clients read as the end of the database's name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The retention is shorter than an hour or no whole number of seconds.</exception>
    public static IResourceBuilder<IInfluxDB> WithBucket(this IResourceBuilder<IInfluxDB> builder, string name, TimeSpan? retention = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name[0] == '_' || name.Any(character => character is '"' or '/' || char.IsControl(character)))
        {
            throw new ArgumentException(
                $"'{name}' is no name for a bucket: it must not begin with an underscore or hold a quote, a slash or a control character.", nameof(name));
        }

        if (retention is { } period && (period < InfluxDBFacts.MinimumRetention || period.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(retention), period, "InfluxDB keeps points for whole seconds, at least an hour.");
        }

        var settings = GetSettings(builder.Resource);
        return settings.TryAdd(new InfluxDBBucket(name, retention))
            ? builder.WithPointStore(settings)
            : throw new ArgumentException($"'{builder.Resource.Name}' already has a bucket '{name}'.", nameof(name));
    }

    private static InfluxDBSettings GetSettings(IInfluxDB influxdb) => influxdb.Annotations.OfType<InfluxDBSettings>().Last();

    private static IResourceBuilder<IInfluxDB> WithPointStore(this IResourceBuilder<IInfluxDB> builder, InfluxDBSettings settings) =>
        builder.WithAnnotation(
            new PointStoreAnnotation(settings.Organization, settings.Buckets[0].Name, settings.Token),
            ResourceAnnotationMutationBehavior.Replace);

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        yield return $"--bolt-path={context.MapPath(InfluxDBFacts.BoltPath)}";
        yield return $"--engine-path={context.MapPath(InfluxDBFacts.EnginePath)}";
        yield return $"--sqlite-path={context.MapPath(InfluxDBFacts.SqlitePath)}";
        yield return ReferenceExpression.Create($"--http-bind-address={context.ListenAddress(endpoint)}");
        yield return "--reporting-disabled";
    }

    private static void WriteEnvironment(InfluxDBSettings settings, ServerContext context, IDictionary<string, object> environment)
    {
        if (context.IsProcess)
        {
            // Else it takes any config.yml, .toml or .json of the AppHost's directory for its own
            // (https://docs.influxdata.com/influxdb/v2/reference/config-options/#influxdb-configuration-file).
            environment["INFLUXD_CONFIG_PATH"] = context.MapPath(InfluxDBFacts.ConfigFolder);
        }

        if (context.IsCluster)
        {
            // https://hub.docker.com/_/influxdb, "Automated setup". Only an empty data folder is set up.
            var bucket = settings.Buckets[0];
            environment["DOCKER_INFLUXDB_INIT_MODE"] = "setup";
            environment["DOCKER_INFLUXDB_INIT_USERNAME"] = InfluxDBFacts.UserName;
            environment["DOCKER_INFLUXDB_INIT_PASSWORD"] = settings.Password.Parameter;
            environment["DOCKER_INFLUXDB_INIT_ORG"] = settings.Organization;
            environment["DOCKER_INFLUXDB_INIT_BUCKET"] = bucket.Name;
            environment["DOCKER_INFLUXDB_INIT_RETENTION"] = bucket.Retention is null
                ? "0"
                : string.Create(CultureInfo.InvariantCulture, $"{bucket.RetentionSeconds}s");
            environment["DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"] = settings.Token.Parameter;

            // The command-line client that sets it up writes the token here: not to the volume, and not below a read-only /etc.
            environment["INFLUX_CONFIGS_PATH"] = "/tmp/influx-configs";
        }
    }

    private static async Task SetUpAsync(
        IResourceBuilder<IInfluxDB> influxdb, InfluxDBSettings settings, CancellationToken cancellationToken)
    {
        var resource = influxdb.Resource;
        var plan = new InfluxDBPlan(
            await ReadAsync(settings.Password, cancellationToken).ConfigureAwait(false),
            await ReadAsync(settings.Token, cancellationToken).ConfigureAwait(false),
            settings.Organization,
            settings.Buckets,
            settings.Token.Name,
            resource is ContainerResource
                ? $"the volume {resource.Name}-data"
                : Stack.For(influxdb.ApplicationBuilder).State.ForResource(resource.Name));
        using var http = new HttpClient { BaseAddress = new Uri(influxdb.GetEndpoint(Endpoint).Url), Timeout = TimeSpan.FromSeconds(10) };
        await new InfluxDBSetup(resource.Name, http, plan).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(SecretReference secret, CancellationToken cancellationToken) =>
        await secret.Parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty;
}
