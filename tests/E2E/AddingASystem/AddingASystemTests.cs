using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Observability.E2E.AddingASystem;

/// <summary>docs/adding-a-system.md can be followed: its code, in a new AppHost, builds and runs one more system.</summary>
[Tier(Tier.Process)]
public sealed partial class AddingASystemTests : IDisposable
{
    private readonly TemporaryFolder _scratch = new();

    [Fact]
    public async Task Page_FollowedInANewAppHost_RunsTheSystemAndPrometheusScrapesIt()
    {
        Requires.ProcessStack();
        Requires.Tool("prometheus-blackbox-exporter");
        var files = WritePage();
        Assert.Equal(7, files.Count);
        _scratch.Write("Scratch.csproj", ProjectFile());
        _scratch.Write("Directory.Packages.props", $"<Project><Import Project=\"{Repository.Combine("Directory.Packages.props")}\" /></Project>");

        await RunAsync("dotnet", "build", _scratch.Combine("Scratch.csproj"), "-v", "q", "--nologo", "--disable-build-servers", "-p:BuildProjectReferences=false");

        var leftovers = new Leftovers();
        await using var appHost = ChildProcess.Start(
            _scratch.Combine("bin", "Debug", "net10.0", "Scratch"),
            ["--Stack:Backend=process", $"--Stack:StateFolder={_scratch.Combine("state")}"],
            _scratch.Path,
            new Dictionary<string, string?> { [Leftovers.Variable] = leftovers.Value });
        var output = await appHost.PrintsAsync("Ready after", Deadline.StackReady);
        var prometheus = new Uri(PrometheusUrl().Match(output).Groups["url"].Value);
        using var client = new HttpClient { BaseAddress = prometheus };
        await Eventually.BecomesAsync(
            "Prometheus scrapes the new system",
            token => client.GetStringAsync(new Uri("/api/v1/query?query=up%7Bjob%3D%22blackbox%22%7D", UriKind.Relative), token),
            answer => answer.Contains("\"1\"", StringComparison.Ordinal),
            Deadline.DataFlow);

        appHost.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(0, await appHost.ExitCodeAsync(Deadline.Gone));
        await leftovers.AreGoneAsync(Deadline.Gone);
    }

    public void Dispose() => _scratch.Dispose();

    // ```csharp
    // // BlackboxExporter/IBlackboxExporter.cs
    private List<string> WritePage()
    {
        var page = File.ReadAllText(Repository.Combine("docs", "adding-a-system.md"));
        return [.. CodeBlock().Matches(page).Select(block => _scratch.Write(block.Groups["path"].Value, block.Groups["code"].Value))];
    }

    /// <summary>The AppHost's own project file with its paths made absolute and without its services.</summary>
    private static string ProjectFile()
    {
        var project = XDocument.Load(Repository.Combine("AppHost", "AppHost.csproj"));
        foreach (var attribute in project.Descendants().Attributes().Where(attribute => attribute.Value.StartsWith("../", StringComparison.Ordinal)).ToList())
        {
            attribute.Value = Path.GetFullPath(attribute.Value, Repository.Combine("AppHost"));
        }

        project.Descendants("ProjectReference").Where(reference => reference.Attribute("IsAspireProjectResource") is null).Remove();
        project.Descendants("UserSecretsId").Remove();
        project.Descendants("ItemGroup").First().AddBeforeSelf(new XElement("PropertyGroup", new XElement("RootNamespace", "Scratch")));
        return project.ToString();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var child = ChildProcess.Start(program, arguments);
        Assert.True(await child.ExitCodeAsync(Deadline.Build) == 0, child.Output);
    }

    [GeneratedRegex(@"^```csharp\n// (?<path>\S+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"prometheus\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex PrometheusUrl();
}
