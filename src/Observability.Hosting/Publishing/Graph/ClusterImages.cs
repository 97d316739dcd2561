using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>
/// The images of the servers. <c>Stack:ImageRegistry</c> takes the place of every vendor's registry, for a mirror;
/// <c>Stack:Images:&lt;resource&gt;</c> names the image of one server in full, with a digest where it should never change.
/// </summary>
/// <param name="section">The configuration section <c>Stack</c>.</param>
/// <param name="projectRegistry">Where the images of our own services are.</param>
internal sealed class ClusterImages(IConfiguration section, string projectRegistry)
{
    /// <summary>
    /// User and group of .NET's own images
    /// (https://github.com/dotnet/dotnet-docker/blob/main/documentation/non-root-user.md).
    /// </summary>
    public const int ProjectUserId = 1654;

    /// <summary>The image of a server.</summary>
    /// <exception cref="DistributedApplicationException">It has none.</exception>
    public string Get(IResource server)
    {
        if (section[$"Images:{server.Name}"] is { Length: > 0 } own)
        {
            return own;
        }

        if (server is ProjectResource)
        {
            var version = typeof(ClusterImages).Assembly.GetName().Version!.ToString(fieldCount: 3);
            return $"{projectRegistry}/{Cluster.GetName(server)}:{version}";
        }

        if (!server.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            throw new DistributedApplicationException($"{server.Name}: it has no image. Set Stack:Images:{server.Name}.");
        }

        var registry = section["ImageRegistry"] is { Length: > 0 } mirror ? mirror : image.Registry;
        var name = registry is null ? image.Image : $"{registry}/{image.Image}";
        return image.SHA256 is { } digest ? $"{name}@sha256:{digest}" : $"{name}:{image.Tag}";
    }
}
