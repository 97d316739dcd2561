namespace Observability.Hosting.Console;

/// <summary>
/// The switches that a person types, as the configuration they stand for. Everything else passes through, so that
/// Aspire's own switches and <c>--Key=value</c> work as in any AppHost.
/// </summary>
public static class StackCommandLine
{
    private static readonly Dictionary<string, string> s_switches = new(StringComparer.Ordinal)
    {
        ["--persist"] = "--Stack:Persist=true",
        ["--until-ready"] = "--Stack:UntilReady=true",
        ["--json"] = "--Stack:Json=true",
    };

    private static readonly string[] s_help =
    [
        "Usage: ./up.sh [switches]    or: dotnet run --project AppHost -- [lint] [switches]",
        "",
        "Runs the stack until Ctrl+C. With lint nothing is started: everything that can be known to be",
        "wrong is listed, with --json for a script; exit code 0 without findings, 1 with any.",
        "",
        "  --until-ready   stop as soon as everything that can run is healthy; exit code 0,",
        "                  or 1 with the evidence when something fails",
        "  --persist       keep data and ports for the next run (in .observability/data)",
        "  --only a,b      only these resources and what they need",
        "  --help          this text",
        "",
        "Settings, as --Key=value or as environment variable with __ for each colon:",
        "  Stack:Profile                     grafana (default), openobserve or all",
        "  Stack:Backend                     auto (default), container, process or standin",
        "  Stack:Resources:<name>:Backend    the same for one resource",
        "  Stack:StateFolder                 folder for state (default: AppHost/.observability)",
        "  Stack:ReadyTimeoutSeconds         patience of --until-ready (default: 120)",
    ];

    /// <summary>Replaces the switches; <c>--help</c> prints the help and ends the process with exit code 0.</summary>
    public static string[] Expand(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Any(arg => arg is "--help" or "-h"))
        {
            foreach (var line in s_help)
            {
                System.Console.Out.WriteLine(line);
            }

            Environment.Exit(0);
        }

        var expanded = new List<string>();
        if (args is ["lint", ..])
        {
            // The graph of a publish is the whole of it, on any machine.
            expanded.AddRange(["--Stack:Lint=true", "--operation", "publish"]);
            args = args[1..];
        }

        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--only" && i + 1 < args.Length)
            {
                expanded.Add($"--Stack:Only={args[++i]}");
            }
            else if (args[i].StartsWith("--only=", StringComparison.Ordinal))
            {
                expanded.Add($"--Stack:Only={args[i]["--only=".Length..]}");
            }
            else
            {
                expanded.Add(s_switches.GetValueOrDefault(args[i], args[i]));
            }
        }

        return [.. expanded];
    }
}
