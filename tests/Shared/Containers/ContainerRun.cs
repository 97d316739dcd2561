using System.Collections.Concurrent;
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
    private const string Host = "TESTCONTAINERS_HOST_OVERRIDE";
    private static readonly ConcurrentQueue<string> s_images = [];

    /// <summary>Notes an image that a test has made.</summary>
    internal static void RemoveAtEnd(string reference) => s_images.Enqueue(reference);

    /// <summary>Tells Testcontainers (https://dotnet.testcontainers.org/custom_configuration/) what it cannot find out.</summary>
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        // Its reaper, which takes away what a killed test leaves, is an image that cannot be pulled where the vendors' cannot.
        SetUnlessSet(NoReaper, "true");

        // In a container that has an engine of its own it looks for published ports where they are not.
        SetUnlessSet(Host, "127.0.0.1");

        // It speaks 1.44 unless told otherwise, and an older engine refuses that: Debian 12's has 1.41.
        if (await MachineCapabilities.ContainerEngineProblemAsync() is null)
        {
            SetUnlessSet(ApiVersion, await EngineApi.FindVersionAsync());
        }
    }

    /// <summary>Takes away the images that the tests have made.</summary>
    public async ValueTask StopAsync()
    {
        foreach (var reference in s_images)
        {
            await EngineApi.RemoveImageAsync(reference);
        }
    }

    private static void SetUnlessSet(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
