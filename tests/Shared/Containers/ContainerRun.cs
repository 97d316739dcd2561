using Xunit.Sdk;
using Xunit.v3;

namespace Observability.Tests;

/// <summary>
/// What a test program that uses an engine does before its first test and after its last: it has the attribute
/// <c>[assembly: TestPipelineStartup(typeof(ContainerRun))]</c>.
/// </summary>
public sealed class ContainerRun : ITestPipelineStartup
{
    private const string ApiVersion = "DOCKER_API_VERSION";
    private const string NoReaper = "TESTCONTAINERS_RYUK_DISABLED";

    /// <summary>Tells Testcontainers (https://dotnet.testcontainers.org/custom_configuration/) what it cannot find out.</summary>
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        // Its reaper, which takes away what a killed test leaves, is an image that cannot be pulled where the vendors' cannot.
        if (Environment.GetEnvironmentVariable(NoReaper) is null)
        {
            Environment.SetEnvironmentVariable(NoReaper, "true");
        }

        // It speaks 1.44 unless told otherwise, and an older engine refuses that: Debian 12's has 1.41.
        if (Environment.GetEnvironmentVariable(ApiVersion) is null && await MachineCapabilities.ContainerEngineProblemAsync() is null)
        {
            Environment.SetEnvironmentVariable(ApiVersion, await EngineApi.FindVersionAsync());
        }
    }

    /// <summary>Takes away the images that the tests have made.</summary>
    public async ValueTask StopAsync()
    {
        foreach (var reference in DebianImage.Made)
        {
            await EngineApi.RemoveImageAsync(reference);
        }
    }
}
