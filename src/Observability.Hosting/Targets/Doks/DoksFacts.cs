namespace Observability.Hosting.Targets.Doks;

/// <summary>What DigitalOcean says about its Kubernetes, each with the page it comes from.</summary>
internal static class DoksFacts
{
    /// <summary>Class of its volumes (https://docs.digitalocean.com/products/kubernetes/how-to/add-volumes/).</summary>
    public const string StorageClass = "do-block-storage";

    /// <summary>Label of a node with the name of its pool (https://docs.digitalocean.com/products/kubernetes/details/managed/).</summary>
    public const string PoolLabel = "doks.digitalocean.com/node-pool";

    /// <summary>
    /// Beginning of the annotations of its load balancers
    /// (https://docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers/).
    /// </summary>
    public const string LoadBalancerPrefix = "service.beta.kubernetes.io/do-loadbalancer-";

    /// <summary>A load balancer that passes connections on as they are, so that Traefik has the certificates (same page).</summary>
    public const string PassThrough = "REGIONAL_NETWORK";

    /// <summary>Volumes that one node can have (https://docs.digitalocean.com/products/volumes/details/limits/).</summary>
    public const int VolumesPerNode = 7;
}
