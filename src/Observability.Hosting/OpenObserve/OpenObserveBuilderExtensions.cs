using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.OpenObserve;

namespace Aspire.Hosting;

/// <summary>Adds OpenObserve to an AppHost.</summary>
public static partial class OpenObserveBuilderExtensions
{
    /// <summary>
    /// Adds an OpenObserve that is all in one process and keeps data and metadata in its data folder. It takes logs, metrics and
    /// traces over OTLP, for the organisation <c>default</c>.
    /// </summary>
    /// <remarks>
    /// The first user's password is the parameter <c>&lt;name&gt;-password</c>: 8 to 128 characters with a lower-case and an upper-case
    /// letter, a digit and a special character, or OpenObserve does not start. Data that is kept keeps its first user too:
    /// another address or password counts only once the data is deleted.
    /// </remarks>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of API and user interface on this machine; null (default) takes any free one, or in a persistent run 5080 where that
    /// is free.
    /// </param>
    public static IResourceBuilder<IOpenObserve> AddOpenObserve(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = new OpenObserveSettings();
        var openObserve = builder.AddServer<IOpenObserve>(
                name,
                OpenObserveFacts.Server,
                resourceName => new OpenObserveContainer(resourceName),
                (resourceName, command, folder) => new OpenObserveProcess(resourceName, command, folder))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation())
            .WithServerEndpoint(OpenObserveFacts.Port, port)
            .WithServerEndpoint(OpenObserveFacts.GrpcPort, name: OpenObserveFacts.GrpcEndpoint, scheme: "tcp")
            .WithProbes(Probe.Http(OpenObserveFacts.HealthPath), Probe.Http(OpenObserveFacts.HealthPath))
            .WithDataFolder(OpenObserveFacts.DataFolder)
            .WithAnnotation(OpenObserveKubernetes.Workload)
            .WithIconName("DataHistogram");
        var password = builder.AddSecret(openObserve.Resource, "password", special: true);
        return openObserve
            .WithAnnotation(new OtlpReceiverAnnotation(
                "http",
                OpenObserveFacts.OtlpPath,
                OpenObserveFacts.DefaultUser,
                password,
                [new(OpenObserveFacts.StreamHeader, OpenObserveFacts.Stream)]))
            .WithSecretEnvironment("ZO_ROOT_USER_PASSWORD", password)
            .WithServerEnvironment((context, variables, cancellationToken) =>
                WriteEnvironmentAsync(openObserve, settings, context, variables, cancellationToken));
    }

    /// <summary>Sets the address of the first user, who may do everything. Default: <c>root@example.org</c>.</summary>
    /// <param name="builder">The OpenObserve.</param>
    /// <param name="email">An address in lower case whose domain ends in 2 to 6 letters; nothing is ever sent to it.</param>
    /// <exception cref="ArgumentException">OpenObserve would refuse the address.</exception>
    public static IResourceBuilder<IOpenObserve> WithRootUser(this IResourceBuilder<IOpenObserve> builder, string email)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(email);
        if (!EmailPattern().IsMatch(email))
        {
            throw new ArgumentException(
                $"'{email}' cannot be OpenObserve's first user: use an address in lower case whose domain ends in 2 to 6 letters, such as {OpenObserveFacts.DefaultUser}.",
                nameof(email));
        }

        return builder.WithAnnotation(
            builder.Resource.GetRequired<OtlpReceiverAnnotation>() with { User = email }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Sets how long data is kept, in whole days; the compactor then deletes older data. Default: OpenObserve's own, ten years.
    /// </summary>
    /// <param name="builder">The OpenObserve.</param>
    /// <param name="retention">Three days or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than three days, with which OpenObserve does not start.</exception>
    /// <exception cref="ArgumentException">No whole number of days.</exception>
    public static IResourceBuilder<IOpenObserve> WithRetention(this IResourceBuilder<IOpenObserve> builder, TimeSpan retention)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, TimeSpan.FromDays(OpenObserveFacts.MinimumRetentionDays));
        if (retention.Ticks % TimeSpan.TicksPerDay != 0)
        {
            throw new ArgumentException("OpenObserve keeps data for whole days.", nameof(retention));
        }

        builder.Resource.GetRequired<OpenObserveSettings>().RetentionDays = retention.Days;
        return builder;
    }

    /// <summary>
    /// Keeps data in a bucket, which must exist, instead of the data folder. That still holds what is not yet uploaded, and the
    /// metadata. The keys reach OpenObserve in its environment.
    /// </summary>
    /// <param name="builder">The OpenObserve.</param>
    /// <param name="store">The bucket; it is asked for over HTTPS.</param>
    public static IResourceBuilder<IOpenObserve> WithObjectStore(this IResourceBuilder<IOpenObserve> builder, ObjectStore store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        builder.Resource.GetRequired<OpenObserveSettings>().Store = store;
        return builder
            .WithSecretEnvironment("ZO_S3_ACCESS_KEY", store.AccessKey)
            .WithSecretEnvironment("ZO_S3_SECRET_KEY", store.SecretKey);
    }

    // The pattern of https://github.com/openobserve/openobserve/blob/main/src/config/src/utils/str.rs, where the newest source takes
    // up to 63 letters at the end and older versions 6.
    [GeneratedRegex(@"^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@[a-z0-9]+([.-][a-z0-9]+)*\.[a-z]{2,6}\z")]
    private static partial Regex EmailPattern();
}
