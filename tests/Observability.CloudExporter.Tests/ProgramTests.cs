using System.Runtime.InteropServices;

namespace Observability.CloudExporter.Tests;

/// <summary>The program as a process, and its metrics as Prometheus's own tool reads them.</summary>
[Tier(Tier.Process)]
public sealed class ProgramTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "Observability.CloudExporter.dll");

    [Fact]
    public async Task Program_BadConfiguration_ListsTheProblemsAndExitsWithOne()
    {
        await using var program = Start("--Cloud:RefreshSeconds=soon", "--Cloud:Accounts:0:Provider=azure");

        var code = await program.ExitCodeAsync(Deadline.ServerReady);

        Assert.Equal(1, code);
        Assert.Equal(
            [
                "cloud exporter: the configuration has 3 problems:",
                "  - Cloud:RefreshSeconds is 'soon'; give whole seconds from 1 to 86400, or leave it out for 120.",
                "  - Cloud:Accounts:0:Name is missing; give the account a name, it becomes the label 'account' of its metrics.",
                "  - Cloud:Accounts:0:Provider is 'azure'; give exoscale or digitalocean.",
            ],
            program.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Program_PortTaken_SaysSoAndExitsWithOne()
    {
        await using var holder = await RunningExporter.StartAsync([]);

        await using var program = Start($"--urls={holder.Client.BaseAddress}");
        var code = await program.ExitCodeAsync(Deadline.ServerReady);

        Assert.Equal(1, code);
        Assert.Contains("address already in use", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'-Cloud:MetricsToken=…'", null, null, "-Cloud:MetricsToken=can'ary")]
    [InlineData("'-account=…'", null, null, "record", "-account=x")]
    [InlineData("'9212'", "9212", null)]
    [InlineData("appsettings.json", null, "no JSON")]
    public async Task Program_WhatDotNetRefuses_IsSaidInOneLineAndExitsWithOne(string expected, string? urls, string? settings, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        if (settings is not null)
        {
            folder.Write("appsettings.json", settings);
        }

        await using var program = ChildProcess.Start(
            "dotnet", [Program, .. arguments], folder.Path, new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = urls });
        var code = await program.ExitCodeAsync(Deadline.ServerReady);

        Assert.Equal(1, code);
        var line = Assert.Single(program.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("cloud exporter: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("ary", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_SigTerm_EndsWithZero()
    {
        Requires.Linux();
        await using var program = Start("--urls=http://127.0.0.1:0");
        await program.PrintsAsync("Refreshed 27 collectors, of which 0 failed", Deadline.ServerReady);

        program.Signal(PosixSignal.SIGTERM);

        Assert.Equal(0, await program.ExitCodeAsync(Deadline.Gone));
    }

    [Fact]
    public async Task Metrics_RecordedAccounts_PassPromtoolButForTheKnownExportersNames()
    {
        var promtool = Requires.Promtool();
        await using var exporter = await RunningExporter.StartReadyAsync();
        using var folder = new TemporaryFolder();
        var file = folder.Write("metrics.txt", await exporter.TextAsync("/metrics"));

        // promtool reads standard input only.
        await using var check = ChildProcess.Start("/bin/sh", ["-c", "exec \"$0\" check metrics < \"$1\"", promtool, file], folder.Path);
        await check.ExitCodeAsync(Deadline.ServerReady);

        // exoscale_domain_count non-histogram and non-summary metrics should not have "_count" suffix
        // Those names are kept for the dashboards that have them; a syntax error or any other finding is ours.
        var findings = check.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !(line.EndsWith("\" suffix", StringComparison.Ordinal)
                && (line.StartsWith("exoscale_", StringComparison.Ordinal) || line.StartsWith("digitalocean_", StringComparison.Ordinal))));
        Assert.Empty(findings);
    }

    private static ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start("dotnet", [Program, .. arguments], AppContext.BaseDirectory);
}
