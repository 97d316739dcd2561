using System.Diagnostics.CodeAnalysis;

namespace Observability.Tests;

/// <summary>
/// What a test needs of the machine. Where it is missing the test is skipped with the reason, and fails with it when
/// its tier is promised (<see cref="PromisedTiers"/>).
/// </summary>
internal static class Requires
{
    /// <summary>The test reads /proc, sends signals or starts Linux programs.</summary>
    public static void Linux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Missing("this is not Linux");
        }
    }

    /// <summary>
    /// The test mounts disks or makes networks. Without root it is skipped even where its tier is promised: <c>test.sh</c> knows the words.
    /// </summary>
    public static void Root()
    {
        Linux();
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Skip("needs root");
        }
    }

    /// <summary>Full path of a program that must be on PATH.</summary>
    /// <param name="name">The program, for example <c>promtool</c>.</param>
    /// <param name="debianPackage">The package that brings it, for the message.</param>
    public static string Tool(string name, string? debianPackage = null) =>
        Found(MachineCapabilities.FindTool(name), $"there is no {name} on PATH", debianPackage ?? name);

    /// <summary>Full path of Prometheus.</summary>
    public static string Prometheus() => Tool("prometheus");

    /// <summary>Full path of promtool.</summary>
    public static string Promtool() => Tool("promtool", "prometheus");

    /// <summary>Full path of amtool.</summary>
    public static string Amtool() => Tool("amtool", "prometheus-alertmanager");

    /// <summary>Full path of the Alertmanager.</summary>
    public static string Alertmanager() =>
        Found(MachineCapabilities.FindAlertmanager(), "there is no Alertmanager on PATH", "prometheus-alertmanager");

    /// <summary>Full path of the Pushgateway.</summary>
    public static string Pushgateway() =>
        Found(MachineCapabilities.FindPushgateway(), "there is no Pushgateway on PATH", "prometheus-pushgateway");

    /// <summary>Full path of the node exporter.</summary>
    public static string NodeExporter() =>
        Found(MachineCapabilities.FindNodeExporter(), "there is no node exporter on PATH", "prometheus-node-exporter");

    /// <summary>Full path of RabbitMQ's start script.</summary>
    public static string RabbitMQ() =>
        Found(MachineCapabilities.FindRabbitMQ(), "there is no RabbitMQ on this machine", "rabbitmq-server");

    /// <summary>Full path of influxd, of that major version.</summary>
    public static async Task<string> InfluxDBAsync(int major)
    {
        var version = await MachineCapabilities.InfluxVersionAsync();
        if (version?.StartsWith($"v{major}.", StringComparison.Ordinal) != true)
        {
            var reason = version is null ? "there is no influxd on PATH" : $"influxd on PATH is {version}, not version {major}";
            Missing(reason + (major == 1 ? " (Debian: apt-get install --no-install-recommends influxdb)" : " (https://docs.influxdata.com/influxdb/v2/install/)"));
        }

        return MachineCapabilities.FindTool("influxd")!;
    }

    /// <summary>Full path of Chromium.</summary>
    public static string Chromium() => Found(
        File.Exists(MachineCapabilities.ChromiumPath) ? MachineCapabilities.ChromiumPath : null,
        $"{MachineCapabilities.ChromiumPath} does not exist",
        "chromium");

    /// <summary>Folder of the Aspire bundle; one that is not there yet can still be fetched when npm is.</summary>
    public static void AspireBundleOrNpm()
    {
        if (MachineCapabilities.FindAspireBundle() is null && MachineCapabilities.FindTool("npm") is null)
        {
            Missing("there is neither an Aspire bundle nor npm to fetch it with (apt-get install npm)");
        }
    }

    /// <summary>All that the stack of processes needs: Linux, the four servers, promtool, the orchestrator.</summary>
    public static void ProcessStack()
    {
        Linux();
        Prometheus();
        Promtool();
        Alertmanager();
        Pushgateway();
        NodeExporter();
        AspireBundleOrNpm();
    }

    /// <summary>A container engine that answers.</summary>
    public static async Task ContainerEngineAsync()
    {
        if (await MachineCapabilities.ContainerEngineProblemAsync() is { } problem)
        {
            Missing(problem);
        }
    }

    /// <summary>Skips the running test with the reason, or fails it where its tier is promised.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        var tier = PromisedTiers.OfCurrentTest();
        if (PromisedTiers.Contains(tier))
        {
            Assert.Fail($"The {tier} tier is promised on this machine, but {reason}.");
        }

        Assert.Skip(reason);
    }

    private static string Found(string? path, string reason, string debianPackage)
    {
        if (path is null)
        {
            Missing($"{reason} (Debian: apt-get install --no-install-recommends {debianPackage})");
        }

        return path;
    }
}
