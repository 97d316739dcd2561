using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Targets.Doks;

namespace Aspire.Hosting;

/// <summary>Adds DigitalOcean Kubernetes to the targets of a publish.</summary>
public static class DoksBuilderExtensions
{
    /// <summary>
    /// Publishes for DigitalOcean Kubernetes: block storage, one load balancer that passes TLS on to Traefik, and Terraform files that
    /// make the cluster. The control plane is hidden there, so nothing scrapes it.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the target, of its cluster, and of the folder that it is published to.</param>
    /// <param name="region">Region, such as <c>lon1</c>.</param>
    public static IResourceBuilder<DoksTarget> AddDoks(this IDistributedApplicationBuilder builder, string name, string region)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        var target = new DoksTarget(name, region)
        {
            StorageClass = DoksFacts.StorageClass,
            Cluster = new Cluster { NodesSendLogs = false },
        };
        target.LoadBalancerAnnotations[DoksFacts.LoadBalancerPrefix + "name"] = $"{name}-observability";
        target.LoadBalancerAnnotations[DoksFacts.LoadBalancerPrefix + "type"] = DoksFacts.PassThrough;
        return builder.AddClusterTarget(target);
    }

    /// <summary>
    /// Keeps a server's data in a bucket in Spaces of the same region, which the Terraform files make. Its keys are the secrets
    /// <c>&lt;target&gt;-spaces-access-key</c> and <c>&lt;target&gt;-spaces-secret-key</c>.
    /// </summary>
    /// <param name="builder">The target.</param>
    /// <param name="server">The server.</param>
    /// <param name="bucket">Name of the bucket, unique in the region.</param>
    /// <exception cref="ArgumentException">The name is none of a bucket.</exception>
    public static IResourceBuilder<DoksTarget> WithSpaces(this IResourceBuilder<DoksTarget> builder, IResourceBuilder<IServer> server, string bucket)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.ApplicationBuilder;
        if (!application.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        builder.Resource.Buckets.Add(bucket);
        return builder.WithBucket(server, ObjectStore.Spaces(
            builder.Resource.Region,
            bucket,
            new SecretReference(application.AddClusterSecret($"{builder.Resource.Name}-spaces-access-key").Resource),
            new SecretReference(application.AddClusterSecret($"{builder.Resource.Name}-spaces-secret-key").Resource)));
    }
}
