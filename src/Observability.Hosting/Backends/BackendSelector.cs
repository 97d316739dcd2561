using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>Chooses what stands behind a server: the first of container and process that can work here.</summary>
internal sealed class BackendSelector(StackOptions options, IContainerEngine engine, INativeServers natives)
{
    /// <summary>Chooses for one server. Where nothing can run, the result says why and what would help.</summary>
    public Backend Select(string resourceName, ServerFacts facts)
    {
        var demanded = options.GetDemandedBackend(resourceName);
        var noContainer = demanded == BackendKind.Process ? null : WhyNoContainer(facts);
        if (demanded != BackendKind.Process && noContainer is null)
        {
            return Container(facts);
        }

        if (demanded == BackendKind.Container)
        {
            return Container(facts) with { NotStarted = new NotStarted(noContainer!, EngineRemedy(resourceName)) };
        }

        var native = facts.Native is { } server
            ? natives.Find(server)
            : new NativeFinding(null, null, "there is no binary of it for this machine");
        if (native.Command is not null)
        {
            return new Backend(BackendKind.Process, native.Version!, native.Command);
        }

        var reason = noContainer is null ? native.WhyNot! : $"{noContainer}, and {native.WhyNot}";
        var remedy = facts.Native?.Remedy ?? EngineRemedy(resourceName);
        return Container(facts) with { NotStarted = new NotStarted(reason, remedy) };
    }

    /// <summary>The backend of a publish: always the container.</summary>
    public static Backend Container(ServerFacts facts) => new(BackendKind.Container, facts.ImageVersion);

    private string? WhyNoContainer(ServerFacts facts) => engine.Unavailable ?? engine.WhyNoImage(facts.Image);

    private static string EngineRemedy(string resourceName) =>
        $"Start a container engine (Debian: apt-get install docker.io), or set Stack:Resources:{resourceName}:Backend to auto.";
}
