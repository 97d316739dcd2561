using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A URL of something on this machine that no resource stands for. For a container its host name becomes one that
/// leads to the machine.
/// </summary>
/// <param name="Url">The URL as it is on this machine, such as <c>http://localhost:4317</c>.</param>
public record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        new(CallerNetwork.Of(context) == KnownNetworkIdentifiers.DefaultAspireContainerNetwork ? ContainerHost.RewriteUrl(Url) : Url);
}
