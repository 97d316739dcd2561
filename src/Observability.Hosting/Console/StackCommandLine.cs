namespace Observability.Hosting.Console;

/// <summary>
/// The switches that a person types, as the configuration they stand for. Everything else passes through, so that
/// Aspire's own switches and <c>--Key=value</c> work as in any AppHost.
/// </summary>
public static class StackCommandLine
{
    internal const string MistakeKey = "Stack:Mistake";

    // Switches that are on where they stand without a value, as the setting that gets it.
    private static readonly Dictionary<string, string> s_switches = new(StringComparer.Ordinal)
    {
        ["--persist"] = "Stack:Persist",
        ["--until-ready"] = "Stack:UntilReady",
        ["--json"] = "Stack:Json",
        ["--check"] = "Stack:Check",
    };

    // Switches that have a value, as the setting that gets it.
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.Ordinal)
    {
        ["--only"] = "Stack:Only",
        ["--target"] = "Stack:Target",
        ["--context"] = "Stack:KubeContext",
        ["--prices"] = "Stack:Prices",
    };

    // Settings that are on where they stand as a switch without a value; every other one of the stack has one.
    private static readonly string[] s_flags = [.. s_switches.Values, "Stack:Console"];

    private static readonly string[] s_help =
    [
        "Usage: ./up.sh [switches]    or: dotnet run --project AppHost -- [command] [switches]",
        "",
        "Without a command it runs the stack until Ctrl+C.",
        "",
        "  --until-ready   stop as soon as everything that can run is healthy; exit code 0,",
        "                  or 1 with the evidence when something fails",
        "  --persist       keep data and ports for the next run (in .observability/data)",
        "  --only a,b      only these resources and what they need",
        "  --help          this text",
        "",
        "Commands, which start nothing:",
        "",
        "  lint            list everything that can be known to be wrong; exit code 1 with any",
        "  publish         write manifests/ and aspire-manifest.json",
        "    --check       write nothing, show what differs; exit code 1 with any",
        "  fit             whether the stack fits the nodes of a target, and what a month costs",
        "    --target t    only this target",
        "    --prices f    a price table of your own",
        "  diff            what applying would change in a live cluster (kubectl, server side)",
        "    --target t    the target",
        "    --context c   the kubectl context",
        "  secret <name>   write the value of a secret to a pipe",
        "",
        "lint and fit take --json for a script.",
        "",
        "Settings, as --Key=value or as environment variable with __ for each colon:",
        "  Stack:Profile                     grafana (default), openobserve or all",
        "  Stack:Backend                     auto (default), container, process or standin",
        "  Stack:Resources:<name>:Backend    the same for one resource",
        "  Stack:StateFolder                 folder for state (default: AppHost/.observability)",
        "  Stack:ReadyTimeoutSeconds         patience of --until-ready (default: 120)",
        "  Stack:Domain, Stack:Namespace     in the cluster",
        "  Stack:ImageRegistry               a mirror in place of every vendor's registry",
        "  Stack:Images:<name>               image of one resource in full, with a digest if you like",
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
        if (args is ["publish", ..])
        {
            expanded.AddRange(["--operation", "publish", "--step", "publish"]);
            if (!args.Any(arg => arg.StartsWith("--output-path", StringComparison.Ordinal)))
            {
                expanded.AddRange(["--output-path", "manifests"]);
            }

            args = args[1..];
        }
        else if (args is [var command, ..] && !command.StartsWith('-') && !command.Contains('=', StringComparison.Ordinal))
        {
            // One that there is not is refused where commands are carried out: a misspelt one must not start the stack.
            // The graph of a publish is the whole of it, on any machine.
            var about = command == "secret" && args.Length > 1 ? $" {args[1]}" : string.Empty;
            expanded.AddRange([$"--Stack:Command={command}{about}", "--operation", "publish"]);
            args = args[(about.Length > 0 ? 2 : 1)..];
        }

        for (var i = 0; i < args.Length; i++)
        {
            if (LacksValue(args, i))
            {
                // Reported where the stack is run: there the process ends with one line, whatever hosts it.
                expanded.Add($"--{MistakeKey}={args[i]} needs a value: {args[i]}=<value>.");
                continue;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals > 0 ? (args[i][..equals], args[i][(equals + 1)..]) : (args[i], null);
            if (s_settings.TryGetValue(name, out var setting))
            {
                expanded.Add($"--{setting}={value ?? args[++i]}");
            }
            else
            {
                expanded.Add(s_switches.TryGetValue(name, out var key) ? $"--{key}={value ?? "true"}" : args[i]);
            }
        }

        return [.. expanded];
    }

    private static bool LacksValue(string[] args, int index)
    {
        const string Setting = "--Stack:";
        var name = args[index];
        var hasValue = s_settings.ContainsKey(name)
            || (name.StartsWith(Setting, StringComparison.OrdinalIgnoreCase)
                && !name.Contains('=', StringComparison.Ordinal)
                && !s_flags.Contains(name[2..], StringComparer.OrdinalIgnoreCase));
        return hasValue && (index + 1 == args.Length || args[index + 1].StartsWith("--", StringComparison.Ordinal));
    }
}
