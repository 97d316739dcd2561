using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Under which name an image is pushed.</summary>
public sealed class ContainerImagePushOptions
{
    /// <summary>Name in the registry; null for the resource's name.</summary>
    public string? RemoteImageName { get; set; }

    /// <summary>Tag in the registry; null for <c>latest</c>.</summary>
    public string? RemoteImageTag { get; set; }

    /// <summary>Puts the whole reference together.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="cancellationToken">Ends the wait for the registry's values.</param>
    /// <exception cref="InvalidOperationException">There is no <see cref="RemoteImageName"/>.</exception>
    public async Task<string> GetFullRemoteImageNameAsync(IContainerRegistry registry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (string.IsNullOrEmpty(RemoteImageName))
        {
            throw new InvalidOperationException($"{nameof(RemoteImageName)} is not set.");
        }

        var endpoint = await registry.Endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var repository = registry.Repository is { } expression
            ? await expression.GetValueAsync(cancellationToken).ConfigureAwait(false)
            : null;
        var path = string.Join('/', new[] { endpoint, repository, RemoteImageName }.Where(static part => !string.IsNullOrEmpty(part)));
        return string.Create(CultureInfo.InvariantCulture, $"{path}:{RemoteImageTag ?? "latest"}");
    }
}
