using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dcp;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

public sealed class LaunchFailureTests
{
    private static readonly AspireBundle s_bundle = new("/opt/dcp", "/opt/aspire-managed", "ASPIRE_DCP_PATH");

    [Fact]
    public async Task Launch_DcpEndsAtOnce_SaysWhatItSaid()
    {
        var processes = new RecordingHostProcesses(spec => spec.Arguments[0] == "version"
            ? new HostProcessOutcome(0, """{"version":"0.25.13"}""", "")
            : new HostProcessOutcome(1, "", "cannot listen\n"));

        var exception = await LaunchAsync(processes);

        Assert.Contains("DCP) 0.25.13 at /opt/dcp", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cannot listen", exception.Message, StringComparison.Ordinal);
        var start = processes.Started[0];
        Assert.True(start.OwnSession);
        Assert.Null(start.Environment["ASPNETCORE_URLS"]);
        Assert.False(Directory.Exists(start.Environment["DCP_SESSION_FOLDER"]));
    }

    [Fact]
    public async Task Launch_DcpIsTooOld_SaysWhichIsNeeded()
    {
        var processes = new RecordingHostProcesses(spec => spec.Arguments[0] == "version"
            ? new HostProcessOutcome(0, """{"version":"0.19.0-dev"}""", "")
            : new HostProcessOutcome(2, "", "unknown flag"));

        var exception = await LaunchAsync(processes);

        Assert.Contains("0.19.0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0.23.3 or later", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_DCP_PATH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launch_DcpCannotBeExecuted_SaysWhy()
    {
        var exception = await LaunchAsync(RecordingHostProcesses.WithoutPrograms());

        Assert.Contains("No such file: /opt/dcp", exception.Message, StringComparison.Ordinal);
    }

    private static Task<DistributedApplicationException> LaunchAsync(RecordingHostProcesses processes) =>
        Assert.ThrowsAsync<DistributedApplicationException>(
            () => DcpSession.LaunchAsync(s_bundle, "docker", processes, TimeProvider.System, TestContext.Current.CancellationToken));
}
