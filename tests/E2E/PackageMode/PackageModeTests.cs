using System.Net;
using System.Net.Sockets;

namespace Observability.E2E.PackageMode;

/// <summary>The AppHost on the packages of Aspire.Hosting itself: the same source, the same stack (docs/decisions/0001).</summary>
[Tier(Tier.Vendor)]
public sealed class PackageModeTests : IDisposable
{
    // What NuGet and MSBuild say of a package, or an SDK, that the feed does not have, and of a feed that cannot be reached.
    private static readonly string[] s_notServed = ["NU1101", "NU1102", "NU1103", "NU1301", "MSB4236", "MSB4276"];

    // Everything is compiled, into a folder that has nothing yet.
    private static readonly Deadline s_build = new("build of everything", TimeSpan.FromMinutes(10));

    private readonly TemporaryFolder _folder = new();
    private readonly Leftovers _leftovers = new();

    [Fact]
    public async Task AppHost_OnAspireHostingItself_PublishesTheSameAndBringsTheStackUp()
    {
        Requires.ProcessStack();
        await BuildAsync();
        await PublishAsync();

        var urls = FreeUrls(3);
        await using var appHost = ChildProcess.Start(
            _folder.Combine("bin/AppHost/debug/AppHost"),
            ["--until-ready", "--Stack:Backend=process", $"--Stack:StateFolder={_folder.Combine("state")}"],
            Repository.Combine("AppHost"),
            new Dictionary<string, string?>
            {
                [Leftovers.Variable] = _leftovers.Value,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPNETCORE_URLS"] = urls[0],
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = urls[1],
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = urls[2],
            });

        Assert.Equal(0, await appHost.ExitCodeAsync(Deadline.StackReady));
        Assert.Contains($"{Stack.StackFixture.Servers.Count} healthy", appHost.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PublishAsync()
    {
        await using var publish = ChildProcess.Start(
            _folder.Combine("bin/AppHost/debug/AppHost"),
            ["publish", "--output-path", _folder.Combine("manifests")],
            Repository.Combine("AppHost"),

            // Aspire.Hosting keeps the values of parameters, in clear, below the user's home.
            new Dictionary<string, string?> { ["HOME"] = _folder.Path });
        Assert.True(await publish.ExitCodeAsync(Deadline.StackReady) == 0, publish.Output);

        var committed = Directory.GetFiles(Repository.Combine("manifests"), "*", SearchOption.AllDirectories);
        Assert.All(committed, file => Assert.Equal(
            File.ReadAllText(file), File.ReadAllText(_folder.Combine("manifests", Path.GetRelativePath(Repository.Combine("manifests"), file)))));
    }

    private async Task BuildAsync()
    {
        await using var build = ChildProcess.Start(
            "dotnet",
            ["build", Repository.Combine("AppHost"), "-p:AspireHosting=Package", "--artifacts-path", _folder.Path, "-v:q", "-nologo", "-nodeReuse:false"],
            _folder.Path);
        if (await build.ExitCodeAsync(s_build) != 0 && s_notServed.FirstOrDefault(code => build.Output.Contains(code, StringComparison.Ordinal)) is { } code)
        {
            Requires.Missing($"the package feed does not have Aspire.Hosting or its SDK ({code})");
        }

        Assert.True(await build.ExitCodeAsync(s_build) == 0, build.Output);
    }

    private static List<string> FreeUrls(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var urls = listeners.Select(listener => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}").ToList();
        listeners.ForEach(listener => listener.Stop());
        return urls;
    }
}
