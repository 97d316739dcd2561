using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Backends;

public sealed class DockerEngineTests
{
    [Fact]
    public async Task WhyNoImage_RegistryOfThisMachineWithoutTls_IsReached()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(404, ""));
        await using var registry = await RecordingServer.StartAsync(_ => new RecordedAnswer(401, ""));
        using var engine = new DockerEngine(socketPath: null, server.Client.BaseAddress);

        Assert.Null(engine.WhyNoImage(new ServerImage(registry.Client.BaseAddress!.Authority, "mirror/loki", "3.5")));
    }

    [Fact]
    public async Task WhyNoImage_NobodyListens_IsTheReason()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(404, ""));
        using var engine = new DockerEngine(socketPath: null, server.Client.BaseAddress);
        var registry = $"localhost:{FreePort.Take()}";

        Assert.Equal($"its image is not there and {registry} cannot be reached", engine.WhyNoImage(new ServerImage(registry, "loki", "3.5")));
    }

    [Fact]
    public async Task Unavailable_EngineAtAnAddress_IsAskedThere()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(200, "OK"));
        using var engine = new DockerEngine(socketPath: null, server.Client.BaseAddress);
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        using var none = new DockerEngine(socketPath: null, nobody);

        Assert.Null(engine.Unavailable);
        Assert.Equal(["GET /_ping"], server.Lines);
        Assert.Equal($"no container engine answers at {nobody}", none.Unavailable);
    }
}
