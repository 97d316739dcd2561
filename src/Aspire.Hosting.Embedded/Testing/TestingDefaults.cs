using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Testing;

/// <summary>How an application under test differs from one that runs: free ports and no dashboard, unless the test wants them.</summary>
internal static class TestingDefaults
{
    public static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        options.AllowUnsecuredTransport = true;
        settings.EnvironmentName ??= Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development;

        // Below everything else that configures.
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration[WellKnownConfiguration.RandomizePorts] = bool.TrueString;
    }
}
