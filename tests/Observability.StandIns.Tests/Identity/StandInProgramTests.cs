using System.Runtime.InteropServices;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The stand-in as a program: its mistakes are sentences, its end is clean.</summary>
[Tier(Tier.Process)]
public sealed class StandInProgramTests : IDisposable
{
    private const string Client = """{ "realm": "r", "clients": [{ "clientId": "app", "secret": "${APP_SECRET}" }] }""";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("{ \"realm\": \"r\" }", "http://localhost:8080", "--import", "identity: --http is missing.")]
    [InlineData("{ \"realm\": \"r\" }", "", "", "identity: KC_HOSTNAME is ''")]
    [InlineData("{ \"realm\": \"r\" }", "http://localhost:8080/auth", "", "identity: KC_HOSTNAME is 'http://localhost:8080/auth'")]
    [InlineData("{ \"realm\": \"other\" }", "http://localhost:8080", "", "r-realm.json: it holds the realm 'other'")]
    [InlineData("{ \"realm\": ", "http://localhost:8080", "", "r-realm.json: ")]
    [InlineData("{ \"realm\": \"r\", \"clients\": {} }", "http://localhost:8080", "", "r-realm.json: clients is not a JSON Array.")]
    [InlineData(Client, "http://localhost:8080", "", "r-realm.json: client 'app'.secret: the environment variable APP_SECRET is not set.")]
    public async Task Start_Mistake_IsOneSentenceAndExitCodeOne(string realm, string hostName, string only, string expected)
    {
        _folder.Write("r-realm.json", realm);
        string[] arguments = only.Length > 0
            ? ["--import", _folder.Path]
            : ["--import", _folder.Path, "--http", "127.0.0.1:0", "--management", "127.0.0.1:0"];
        await using var program = Start(hostName, arguments);

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.StartsWith(expected, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Start_NotExactlyOneRealm_IsSaid(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _folder.Write($"r{i}-realm.json", $$"""{ "realm": "r{{i}}" }""");
        }

        await using var program = Start("http://localhost:8080", "--import", _folder.Path, "--http", "127.0.0.1:0", "--management", "127.0.0.1:0");

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains($"has {count} realm files", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SettingsThatAreNotDone_AreNamedInTheLog()
    {
        _folder.Write("r-realm.json", """{ "realm": "r", "registrationAllowed": true, "groups": [] }""");
        await using var program = Start("http://localhost:8080", "--import", _folder.Path, "--http", "127.0.0.1:0", "--management", "127.0.0.1:0");

        var output = await program.PrintsAsync("Application started", Deadline.ServerReady);

        Assert.Contains("registrationAllowed: the stand-in does not do it", output, StringComparison.Ordinal);
        Assert.Contains("groups: the stand-in does not do it", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_SigTerm_EndsWithZero()
    {
        Requires.Linux();
        _folder.Write("r-realm.json", """{ "realm": "r" }""");
        await using var program = Start("http://localhost:8080", "--import", _folder.Path, "--http", "127.0.0.1:0", "--management", "127.0.0.1:0");
        await program.PrintsAsync("Application started", Deadline.ServerReady);

        program.Signal(PosixSignal.SIGTERM);

        Assert.Equal(0, await program.ExitCodeAsync(Deadline.Gone));
    }

    public void Dispose() => _folder.Dispose();

    private static ChildProcess Start(string hostName, params string[] arguments) => ChildProcess.Start(
        "dotnet",
        [typeof(IStandIn).Assembly.Location, "identity", .. arguments],
        environment: new Dictionary<string, string?> { ["KC_HOSTNAME"] = hostName });
}
