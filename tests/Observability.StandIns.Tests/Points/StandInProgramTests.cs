using System.Net;

namespace Observability.StandIns.Tests.Points;

/// <summary>The stand-in as a program: its mistakes are sentences, and it says what it does not do.</summary>
[Tier(Tier.Process)]
public sealed class StandInProgramTests
{
    [Theory]
    [InlineData("points: --bolt-path is missing.")]
    [InlineData("points: --http-bind-address is missing.", "--bolt-path={0}/b", "--engine-path={0}/e")]
    [InlineData("points: --http-bind-address is 'nowhere'", "--bolt-path={0}/b", "--engine-path={0}/e", "--http-bind-address=nowhere")]
    [InlineData("points: --tls-cert: this stand-in for InfluxDB does not support it.", "--tls-cert=x")]
    [InlineData("points: ", "--bolt-path=/proc/nothing/b", "--engine-path={0}/e", "--http-bind-address=127.0.0.1:0")]
    public async Task Start_Mistake_IsOneSentenceAndExitCodeOne(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var program = Start([.. arguments.Select(argument => argument.Replace("{0}", folder.Path, StringComparison.Ordinal))]);

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.StartsWith(expected, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndEnds()
    {
        using var taken = FreePort.Occupy(out var port);
        using var folder = new TemporaryFolder();
        await using var program =
            Start($"--bolt-path={folder.Path}/b", $"--engine-path={folder.Path}/e", $"--http-bind-address=127.0.0.1:{port}");

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains($"points: Failed to bind to address http://127.0.0.1:{port}", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v2/tasks", "", "tasks")]
    [InlineData("GET", "/api/v2/dashboards/1", "", "dashboards")]
    [InlineData("POST", "/api/v2/signin", "", "sessions")]
    [InlineData("POST", "/api/v2/users", "{}", "changing users")]
    [InlineData("POST", "/api/v2/query?org=contract", """{"query":"1","extern":{"type":"File"}}""", "'extern' of a query")]
    [InlineData("POST", "/api/v2/query?org=contract", """{"query":"1","type":"influxql"}""", "queries of type 'influxql'")]
    [InlineData("GET", "/query?db=main&q=SELECT+v+FROM+m+tz('Europe/Berlin')", "", "tz() of InfluxQL")]
    [InlineData("GET", "/query?db=main&q=SELECT+v+INTO+x+FROM+m", "", "SELECT … INTO of InfluxQL")]
    [InlineData("GET", "/query?db=main&q=DELETE+FROM+m", "", "DELETE of InfluxQL")]
    public async Task Request_OfAFeatureThatIsNotHere_Is501WithItsName(string method, string path, string body, string feature)
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path);

        var answer = await server.SendAsync(new HttpMethod(method), path, body.Length > 0 ? body : null);

        Assert.Equal((HttpStatusCode.NotImplemented, "not implemented"), (answer.Status, answer.Code));
        Assert.Contains($"This is a stand-in for InfluxDB, which does not do {feature}",
            answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_QuietStart_SaysWhatItIsAndHasNoWarning()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path);

        Assert.Contains("Stand-in for InfluxDB at http://127.0.0.1:", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningPoints.Token, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningPoints.Token,
            string.Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(ReadShared)),
            StringComparison.Ordinal);
    }

    // The server has its files open.
    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private static ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start(StandInBackend.Command.FileName, [.. StandInBackend.Command.Arguments, .. arguments]);
}
