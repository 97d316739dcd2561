using Observability.Hosting;
using Observability.Hosting.Backends;

namespace Aspire.Hosting;

/// <summary>Lets stand-ins take the place of servers that cannot be had.</summary>
public static class StandInBuilderExtensions
{
    /// <summary>
    /// Names the project of the stand-ins: .NET services that take the place of a server that can run neither as a container
    /// nor as a process. Call it before the first server is added; without it such a server is shown as not started.
    /// </summary>
    /// <typeparam name="TProject">The stand-ins' project, as the AppHost's project references declare it.</typeparam>
    public static IDistributedApplicationBuilder AddStandIns<TProject>(this IDistributedApplicationBuilder builder)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        Stack.For(builder).Backends.StandIns = new StandInProgram(new TProject());
        return builder;
    }
}
