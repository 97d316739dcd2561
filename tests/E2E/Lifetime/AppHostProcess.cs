namespace Observability.E2E.Lifetime;

/// <summary>The AppHost as a person starts it: the built program, with a state folder of its own.</summary>
internal static class AppHostProcess
{
    /// <summary>Starts it.</summary>
    /// <param name="leftovers">Marks everything that the run starts.</param>
    /// <param name="stateFolder">State folder of the run.</param>
    /// <param name="arguments">Switches.</param>
    public static ChildProcess Start(Leftovers leftovers, string stateFolder, params string[] arguments) => ChildProcess.Start(
        Program, RunArguments(stateFolder, arguments), Repository.Combine("AppHost"), RunEnvironment(leftovers));

    /// <summary>Starts it in a network of its own.</summary>
    public static ChildProcess StartIn(Faults.NetworkNamespace network, Leftovers leftovers, string stateFolder, params string[] arguments)
    {
        var (fileName, wrapped) = network.Wrap(Program, RunArguments(stateFolder, arguments));
        return ChildProcess.Start(fileName, wrapped, Repository.Combine("AppHost"), RunEnvironment(leftovers));
    }

    /// <summary>Starts a publish.</summary>
    public static ChildProcess Publish(params string[] arguments) => ChildProcess.Start(Program, arguments, Repository.Combine("AppHost"));

    /// <summary>Waits until the dashboard answers, which the servers need not wait for, and returns its login page's URL.</summary>
    public static async Task<Uri> DashboardAnswersAsync(ChildProcess appHost)
    {
        const string Label = "Dashboard: ";
        var line = appHost.Output.Split('\n').Single(line => line.StartsWith(Label, StringComparison.Ordinal));
        var login = new Uri(line[Label.Length..].Trim());
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            "the dashboard answers", async token => (await client.GetAsync(login, token)).IsSuccessStatusCode, Deadline.ServerReady);
        return login;
    }

    /// <summary>The built program; the test project refers to the AppHost, so it is of the same build.</summary>
    public static string Program
    {
        get
        {
            var configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.Combine(AppContext.BaseDirectory, "x")))!);
            return Repository.Combine("AppHost", "bin", configuration, "net10.0", "AppHost");
        }
    }

    private static IEnumerable<string> RunArguments(string stateFolder, string[] arguments) =>
        ["--Stack:Backend=process", $"--Stack:StateFolder={stateFolder}", .. arguments];

    private static Dictionary<string, string?> RunEnvironment(Leftovers leftovers) => new()
    {
        [Leftovers.Variable] = leftovers.Value,
        // As up.sh and launchSettings.json do: services then send their telemetry every second.
        ["DOTNET_ENVIRONMENT"] = "Development",
    };
}
