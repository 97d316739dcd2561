namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>
/// Reads a command line into configuration. The framework's reader takes the next argument for the value of a switch
/// whatever it is, which makes <c>--persist --until-ready</c> one setting, and refuses short switches it does not know.
/// </summary>
internal static class CommandLineArguments
{
    private const string True = "true";

    // The Aspire CLI's switches that are on where they stand without a value; its others have one.
    private static readonly string[] s_flags = ["include-exception-details", "clear-cache", "yes"];

    // The Aspire CLI's switches.
    private static readonly Dictionary<string, string> s_keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["operation"] = "AppHost:Operation",
        ["publisher"] = "Publishing:Publisher",
        ["step"] = "Pipeline:Step",
        ["output-path"] = "Pipeline:OutputPath",
        ["log-level"] = "Pipeline:LogLevel",
        ["include-exception-details"] = "Pipeline:IncludeExceptionDetails",
        ["clear-cache"] = "Pipeline:ClearCache",
        ["yes"] = "Pipeline:SkipConfirmation",
        ["dcp-cli-path"] = "DcpPublisher:CliPath",
        ["dcp-container-runtime"] = "DcpPublisher:ContainerRuntime",
        ["dcp-dependency-check-timeout"] = "DcpPublisher:DependencyCheckTimeout",
        ["dcp-dashboard-path"] = "DcpPublisher:DashboardPath",
    };

    /// <summary>
    /// Understands <c>--key value</c>, <c>--key=value</c>, <c>key=value</c> and <c>--key</c>, which is true; everything else
    /// is left to the AppHost.
    /// </summary>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            var isSwitch = argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2;
            var separator = argument.IndexOf('=', StringComparison.Ordinal);
            if (separator > 0 && (isSwitch || !argument.StartsWith('-')))
            {
                settings[Key(argument[..separator])] = argument[(separator + 1)..];
            }
            else if (isSwitch)
            {
                var hasValue = index + 1 < arguments.Count && !IsSwitch(arguments[index + 1]);
                settings[Key(argument)] = hasValue ? arguments[++index] : WithoutValue(argument);
            }
        }

        return settings;
    }

    private static string WithoutValue(string argument) =>
        s_keys.ContainsKey(argument[2..]) && !s_flags.Contains(argument[2..], StringComparer.OrdinalIgnoreCase)
            ? throw new DistributedApplicationException($"{argument} needs a value: {argument} <value> or {argument}=<value>.")
            : True;

    // "-5" is a value, "-v" is a switch.
    private static bool IsSwitch(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]);

    private static string Key(string argument)
    {
        var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument;
        return s_keys.GetValueOrDefault(name, name);
    }
}
