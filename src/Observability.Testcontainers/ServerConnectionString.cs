using DotNet.Testcontainers.Configurations;
using Observability.Hosting.Model;

namespace Observability.Testcontainers;

/// <summary>What <c>GetConnectionString</c> answers: the URL of the server's main endpoint, with user and password where it knows users.</summary>
internal sealed class ServerConnectionString<TServer> : ContainerConnectionStringProvider<ServerContainer<TServer>, IContainerConfiguration>
    where TServer : class, IServer
{
    /// <inheritdoc />
    protected override string GetHostConnectionString() => WithUser(Container.GetUrl());

    /// <inheritdoc />
    protected override string GetContainerConnectionString() => WithUser(Container.GetUrlInNetwork());

    private string WithUser(Uri url)
    {
        if (Container.UserName is not { } user)
        {
            return url.ToString();
        }

        var password = Uri.EscapeDataString(Container.Password ?? string.Empty);
        return new UriBuilder(url) { UserName = Uri.EscapeDataString(user), Password = password }.ToString();
    }
}
