using Observability.Hosting.Model;
using Observability.Testcontainers;

namespace Observability.StandIns.Tests.Containers;

/// <summary>The vendor's own server in a container, as a backend of a contract.</summary>
internal static class ContainerBackend
{
    /// <summary>
    /// Starts it: <c>await ContainerBackend.StartAsync(ServerContainers.Loki())</c>. The test is skipped with the reason where no engine answers
    /// or the image can neither be found nor pulled. Whoever starts it disposes of it.
    /// </summary>
    public static async Task<ServerContainer<TServer>> StartAsync<TServer>(ServerContainerBuilder<TServer> builder)
        where TServer : class, IServer
    {
        if (await builder.FindProblemAsync() is { } problem)
        {
            Requires.Missing(problem);
        }

        var container = builder.Build();
        try
        {
            await container.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }

        return container;
    }
}
