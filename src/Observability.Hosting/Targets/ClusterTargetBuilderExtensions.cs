using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing;
using Observability.Hosting.Publishing.Secrets;
using Observability.Hosting.Targets;

namespace Aspire.Hosting;

/// <summary>What every kind of cluster can be told.</summary>
public static class ClusterTargetBuilderExtensions
{
    /// <summary>
    /// Publishes for any cluster with a default storage class and load balancers, about which nothing else is known.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the target, and of the folder that it is published to.</param>
    public static IResourceBuilder<ClusterTarget> AddGenericCluster(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddClusterTarget(new ClusterTarget(name) { Cluster = new Cluster { NodesSendLogs = false } });
    }

    /// <summary>
    /// Encrypts secrets with SOPS: each has a file that is written once, filled and encrypted by people, and decrypted by Flux.
    /// </summary>
    /// <param name="builder">The target.</param>
    /// <param name="ageRecipient">Public key of age, <c>age1…</c> (https://github.com/FiloSottile/age).</param>
    /// <exception cref="ArgumentException">It is no public key.</exception>
    public static IResourceBuilder<T> WithSopsSecrets<T>(this IResourceBuilder<T> builder, string ageRecipient)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(ageRecipient);
        if (!ageRecipient.StartsWith("age1", StringComparison.Ordinal))
        {
            throw new ArgumentException("A public key of age begins with age1; the secret key stays with you.", nameof(ageRecipient));
        }

        builder.Resource.Delivery = SecretDelivery.Sops;
        builder.Resource.AgeRecipient = ageRecipient;
        return builder;
    }

    /// <summary>
    /// Fetches secrets from a vault by the External Secrets Operator, which the cluster must have: <c>observability/&lt;secret&gt;</c>, one
    /// property each.
    /// </summary>
    /// <param name="builder">The target.</param>
    /// <param name="store">Name of the ClusterSecretStore.</param>
    public static IResourceBuilder<T> WithExternalSecrets<T>(this IResourceBuilder<T> builder, string store)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        builder.Resource.Delivery = SecretDelivery.External;
        builder.Resource.SecretStore = store;
        return builder;
    }

    /// <summary>
    /// Keeps a server's data in a bucket in this cluster; elsewhere it is kept where the server says.
    /// </summary>
    public static IResourceBuilder<T> WithBucket<T>(this IResourceBuilder<T> builder, IResourceBuilder<IServer> server, ObjectStore bucket)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(bucket);
        var cluster = builder.Resource.Cluster;
        var buckets = new Dictionary<IResource, ObjectStore>(cluster.Buckets) { [server.Resource] = bucket };
        builder.Resource.Cluster = cluster with { Buckets = buckets };
        return builder;
    }

    /// <summary>Says where the authority writes that signs certificates. Default: an address that nobody reads.</summary>
    public static IResourceBuilder<T> WithCertificateContact<T>(this IResourceBuilder<T> builder, string email)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        builder.Resource.AcmeEmail = email;
        return builder;
    }

    /// <summary>Says where the images of our own services are. Default: <c>registry.&lt;Stack:Domain&gt;</c>.</summary>
    public static IResourceBuilder<T> WithRegistry<T>(this IResourceBuilder<T> builder, string registry)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(registry);
        builder.Resource.Registry = registry;
        return builder;
    }

    /// <summary>Names a group of equal nodes, by which <c>fit</c> computes. Pods with volumes prefer the first.</summary>
    /// <param name="builder">The target.</param>
    /// <param name="name">Name of the group.</param>
    /// <param name="size">Kind of machine, as the price table names it.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="maximum">How many there may be; null (default) where the group does not grow.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not one, or there may be fewer than there are.</exception>
    /// <exception cref="ArgumentException">There is a group of this name.</exception>
    public static IResourceBuilder<T> WithNodePool<T>(
        this IResourceBuilder<T> builder, string name, string size, int count = 1, int? maximum = null)
        where T : ClusterTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum ?? count, count);
        if (builder.Resource.Pools.Exists(pool => pool.Name == name))
        {
            throw new ArgumentException($"{builder.Resource.Name} has a pool '{name}' already.", nameof(name));
        }

        builder.Resource.Pools.Add(new NodePool(name, size, count, maximum ?? count));
        return builder;
    }

    /// <summary>Adds a target: it is published, and does nothing on the laptop.</summary>
    internal static IResourceBuilder<T> AddClusterTarget<T>(this IDistributedApplicationBuilder builder, T target)
        where T : ClusterTarget
    {
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return builder.CreateResourceBuilder(target);
        }

        var publisher = ClusterPublisher.For(builder);
        return builder.AddResource(target)
            .ExcludeFromManifest()
            .WithPipelineStepFactory(
                $"publish-{target.Name}",
                context => publisher.PublishAsync(target, context),
                dependsOn: [WellKnownPipelineSteps.PublishPrereq],
                requiredBy: [WellKnownPipelineSteps.Publish],
                description: $"Writes the Kubernetes manifests for {target.Name}.");
    }
}
