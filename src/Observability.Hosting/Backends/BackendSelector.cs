using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>Chooses what stands behind a server: external where its URLs are given, else the first of container, process and stand-in that can work here.</summary>
internal sealed class BackendSelector(StackOptions options, IContainerEngine engine, INativeServers natives)
{
    /// <summary>The stand-ins' project, or null as long as the AppHost has not named one.</summary>
    public StandInProgram? StandIns { get; set; }

    /// <summary>Chooses for one server. Where nothing can run, the result says why and what would help.</summary>
    public Backend Select(string resourceName, ServerFacts facts)
    {
        var demanded = options.GetDemandedBackend(resourceName);
        var reasons = new List<string>();
        if (demanded is null or BackendKind.External)
        {
            if (options.GetExternalUrls(resourceName).Count > 0)
            {
                return new Backend(BackendKind.External, facts.ImageVersion);
            }

            if (demanded is not null)
            {
                return Container(facts) with
                {
                    NotStarted = new NotStarted("nobody says where it is", $"Set Stack:Resources:{resourceName}:Urls:<endpoint> to its URL."),
                };
            }
        }

        if (demanded is null or BackendKind.Container)
        {
            if (WhyNoContainer(facts) is not { } reason)
            {
                return Container(facts);
            }

            reasons.Add(reason);
        }

        if (demanded is null or BackendKind.Process)
        {
            var native = facts.Native is { } server
                ? natives.Find(server)
                : new NativeFinding(null, null, "there is no binary of it for this machine");
            if (native.Command is not null)
            {
                return new Backend(BackendKind.Process, native.Version!, native.Command);
            }

            reasons.Add(native.WhyNot!);
        }

        if (demanded is null or BackendKind.StandIn)
        {
            if (facts.StandIn is not null && StandIns is not null)
            {
                return new Backend(BackendKind.StandIn, facts.ImageVersion);
            }

            if (demanded is not null)
            {
                reasons.Add(facts.StandIn is null ? "there is no stand-in for it" : "the AppHost has not called AddStandIns");
            }
        }

        var remedy = demanded == BackendKind.Container || facts.Native is null ? EngineRemedy(resourceName) : facts.Native.Remedy;
        if (demanded == BackendKind.StandIn)
        {
            remedy = $"Set Stack:Resources:{resourceName}:Backend to auto.";
        }

        return Container(facts) with { NotStarted = new NotStarted(string.Join(", and ", reasons), remedy) };
    }

    /// <summary>The backend of a publish: always the container.</summary>
    public static Backend Container(ServerFacts facts) => new(BackendKind.Container, facts.ImageVersion);

    private string? WhyNoContainer(ServerFacts facts) => engine.Unavailable ?? engine.WhyNoImage(facts.Image);

    private static string EngineRemedy(string resourceName) =>
        $"Start a container engine (Debian: apt-get install docker.io), or set Stack:Resources:{resourceName}:Backend to auto.";
}
