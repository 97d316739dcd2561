using System.Globalization;
using Microsoft.Extensions.Configuration;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Backends;

/// <summary>
/// What the configuration section <c>Stack</c> says: <c>Stack:Backend</c> (auto, external, container, process or standin),
/// <c>Stack:Resources:&lt;name&gt;:Backend</c> for one resource, <c>Stack:Resources:&lt;name&gt;:Urls:&lt;endpoint&gt;</c> where it is external,
/// <c>Stack:Persist</c> (keep data and ports), <c>Stack:StateFolder</c>, <c>Stack:Profile</c> and <c>Stack:Only</c> (what runs),
/// <c>Stack:Domain</c> and <c>Stack:Namespace</c> (in the cluster), <c>Stack:ImageRegistry</c> and <c>Stack:Images:&lt;name&gt;</c> (a mirror of
/// all images, another image of one server).
/// </summary>
internal sealed class StackOptions
{
    private const string AutoBackend = "auto";
    private readonly IConfiguration _section;

    private StackOptions(IConfiguration section) => _section = section;

    /// <summary>True to keep data and ports between runs.</summary>
    public bool Persist { get; private init; }

    /// <summary>Folder that holds state, or null for <c>.observability</c> in the AppHost's directory.</summary>
    public string? StateFolder => _section["StateFolder"];

    /// <summary>A cluster of which nothing but these settings is known.</summary>
    public Cluster CreateCluster()
    {
        var cluster = new Cluster();
        return cluster with { Namespace = _section["Namespace"] ?? cluster.Namespace, Domain = _section["Domain"] ?? cluster.Domain };
    }

    /// <summary>The profile that the user asks for, or null for the default.</summary>
    public string? Profile => _section["Profile"];

    /// <summary>Names of the resources that the user asks for; empty for all.</summary>
    public IReadOnlyList<string> Only =>
        (_section["Only"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Names of all resources of the graph where some of them were taken out; null where none were.</summary>
    public IReadOnlyList<string>? KnownResources { get; set; }

    /// <summary>What is wrong with the section; reported with everything else before the start.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Names that have a section below <c>Stack:Resources</c>.</summary>
    public IEnumerable<string> ConfiguredResources =>
        _section.GetSection("Resources").GetChildren().Select(child => child.Key);

    /// <summary>Reads the section; mistakes go to <see cref="Problems"/>.</summary>
    public static StackOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Stack");
        var options = new StackOptions(section) { Persist = bool.TryParse(section["Persist"], out var keep) && keep };
        options.CheckSwitches();
        options.CheckReadyTimeout();
        options.ReadBackend("stack", "Backend");
        return options;
    }

    /// <summary>The backend that the user demands for a resource, or null when the choice is free.</summary>
    public BackendKind? GetDemandedBackend(string resourceName)
    {
        var own = ReadBackend(resourceName, $"Resources:{resourceName}:Backend", out var said);
        return said ? own : ReadBackend("stack", "Backend");
    }

    /// <summary>Where the endpoints of a server are that somebody else runs, by name; empty where the configuration names none.</summary>
    public IReadOnlyDictionary<string, Uri> GetExternalUrls(string resourceName)
    {
        var urls = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in _section.GetSection($"Resources:{resourceName}:Urls").GetChildren())
        {
            if (Uri.TryCreate(setting.Value, UriKind.Absolute, out var url) && url is { Port: > 0, AbsolutePath: "/" or "", UserInfo: "" })
            {
                urls[setting.Key] = url;
            }
            else
            {
                Report(new Problem(
                    resourceName,
                    $"Stack:Resources:{resourceName}:Urls:{setting.Key}",
                    $"'{setting.Value}' is not a URL of scheme, host and port",
                    "Write it like http://10.0.0.7:9090; passwords are parameters."));
            }
        }

        return urls;
    }

    /// <summary>
    /// The image of a server, and the version of the server in it, which decides what is written into its files: an image of the user's
    /// own is in the version that its tag begins with, and where it does not begin with one in the facts' version.
    /// </summary>
    public (ServerImage Image, Version Version) GetImage(string resourceName, ServerFacts facts)
    {
        if (_section[$"Images:{resourceName}"] is not { Length: > 0 } own)
        {
            var vendors = _section["ImageRegistry"] is { Length: > 0 } mirror ? facts.Image with { Registry = mirror } : facts.Image;
            return (vendors, facts.ImageVersion);
        }

        var field = $"Stack:Images:{resourceName}";
        if (!ServerImage.TryParse(own, out var image))
        {
            Report(new Problem(
                resourceName, field, $"'{own}' is not the name of an image", "Write registry/repository:tag, with @sha256:digest if you like."));
            return (facts.Image, facts.ImageVersion);
        }

        var version = image.Version ?? facts.ImageVersion;
        if (version < facts.Native?.MinimumVersion)
        {
            Report(new Problem(
                resourceName, field, $"'{own}' is version {version} by its tag", $"Take an image of at least {facts.Native.MinimumVersion}."));
        }

        return (image, version);
    }

    // What is asked for more than once is wrong only once.
    private void Report(Problem problem)
    {
        if (!Problems.Contains(problem))
        {
            Problems.Add(problem);
        }
    }

    private void CheckSwitches()
    {
        foreach (var key in (ReadOnlySpan<string>)["Persist", "UntilReady", "Console", "Json", "Check"])
        {
            if (_section[key] is { } text && !bool.TryParse(text, out _))
            {
                Problems.Add(new Problem("stack", $"Stack:{key}", $"'{text}' is neither true nor false", "Set it to true or false."));
            }
        }
    }

    private void CheckReadyTimeout()
    {
        const int Longest = 24 * 60 * 60;
        if (_section["ReadyTimeoutSeconds"] is { } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= Longest))
        {
            Problems.Add(new Problem(
                "stack", "Stack:ReadyTimeoutSeconds", $"'{text}' is no number of seconds", $"Set it to a whole number from 1 to {Longest}."));
        }
    }

    private BackendKind? ReadBackend(string resource, string key) => ReadBackend(resource, key, out _);

    private BackendKind? ReadBackend(string resource, string key, out bool said)
    {
        var text = _section[key];
        said = text is not null;
        if (text is null || string.Equals(text, AutoBackend, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // By name: a number, and names with commas, would be parsed too.
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<BackendKind>(text, ignoreCase: true, out var kind))
        {
            return kind;
        }

        Report(new Problem(resource, $"Stack:{key}", $"'{text}' is not a backend", "Use auto, external, container, process or standin."));
        return null;
    }
}
