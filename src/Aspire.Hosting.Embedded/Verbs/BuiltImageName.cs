using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// Names an image that is built here. Two AppHosts on one machine may have a resource of the same name, so the tag tells
/// them apart when running; a publish must not depend on the machine and uses a fixed tag.
/// </summary>
internal static class BuiltImageName
{
    private const string PublishedTag = "latest";
    private const int TagLength = 12;

    public static (string Image, string Tag) For(IDistributedApplicationBuilder builder, IResource resource)
    {
#pragma warning disable CA1308 // Image names are lower case by specification.
        var image = resource.Name.ToLowerInvariant();
#pragma warning restore CA1308
        if (builder.ExecutionContext.IsPublishMode)
        {
            return (image, PublishedTag);
        }

        var seed = builder.Configuration[WellKnownConfiguration.AppHostSha256] ?? builder.AppHostDirectory;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{resource.Name}"));
        return (image, Convert.ToHexStringLower(hash)[..TagLength]);
    }
}
