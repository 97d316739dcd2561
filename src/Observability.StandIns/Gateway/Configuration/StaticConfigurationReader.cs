using System.Globalization;
using System.Net;
using Observability.StandIns.Configuration;
using YamlDotNet.Core;

namespace Observability.StandIns.Gateway.Configuration;

/// <summary>
/// Reads Traefik's static configuration
/// (https://doc.traefik.io/traefik/reference/install-configuration/configuration-options/). A key that the stand-in does not
/// know is a mistake: to start without it would be to do something else than what was written.
/// </summary>
internal sealed class StaticConfigurationReader
{
    private readonly List<string> _problems = [];
    private readonly List<YamlSection> _sections = [];

    private StaticConfigurationReader()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="StandInException">It cannot be read; the message lists everything that is wrong with it.</exception>
    public static StaticConfiguration Read(string path)
    {
        try
        {
            var reader = new StaticConfigurationReader();
            var configuration = reader.Read(YamlSection.Parse(File.ReadAllText(path), reader._problems));
            reader._problems.AddRange(reader._sections.SelectMany(section => section.Unread)
                .Select(key => $"{key}: this stand-in for Traefik does not support it"));
            return reader._problems.Count == 0
                ? configuration
                : throw new StandInException(string.Join('\n', reader._problems.Select(problem => $"{path}: {problem}")));
        }
        catch (YamlException mistake)
        {
            throw new StandInException($"{path}:{mistake.Start.Line}:{mistake.Start.Column}: {mistake.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    private StaticConfiguration Read(YamlSection root)
    {
        _sections.Add(root);

        // Nothing is ever sent from here, so that both may say what they like.
        var global = Section(root, "global");
        global?.Flag("checkNewVersion");
        global?.Flag("sendAnonymousUsage");

        var entryPoints = ReadEntryPoints(Section(root, "entryPoints"));
        var file = Section(Section(root, "providers"), "file");
        var ping = Section(root, "ping");
        var api = Section(root, "api");
        var prometheus = Section(Section(root, "metrics"), "prometheus");
        var log = Section(root, "log");
        log?.Flag("noColor");
        var accessLog = Section(root, "accessLog");
        RequireCommonFormat(log);
        RequireCommonFormat(accessLog);
        return new StaticConfiguration(
            entryPoints,
            file?.Text("directory") ?? file?.Text("filename"),
            file?.Flag("watch") ?? true,
            EntryPointOf(ping, entryPoints),
            EntryPointOf(prometheus, entryPoints),
            api is not null,
            api?.Flag("dashboard") ?? api is not null,
            api?.Flag("insecure") ?? false,
            accessLog is not null,
            ReadLevel(log));
    }

    private List<EntryPointDefinition> ReadEntryPoints(YamlSection? sections)
    {
        var entryPoints = new List<EntryPointDefinition>();
        foreach (var (name, section) in sections?.NamedSections() ?? [])
        {
            _sections.Add(section);
            var forwarded = Section(section, "forwardedHeaders");
            var networks = (forwarded?.Texts("trustedIPs") ?? []).Select(text => ReadNetwork(forwarded!, text)).OfType<IPNetwork>().ToList();
            var (host, port) = ReadAddress(section);
            entryPoints.Add(new EntryPointDefinition(
                name, host, port, section.Flag("asDefault") ?? false, forwarded?.Flag("insecure") ?? false, networks));
        }

        if (entryPoints.Count == 0)
        {
            _problems.Add("entryPoints: there is none");
        }

        return entryPoints;
    }

    // [host]:port[/tcp]
    private static (string Host, int Port) ReadAddress(YamlSection section)
    {
        var text = section.Text("address") ?? string.Empty;
        var address = text.EndsWith("/tcp", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        var colon = address.LastIndexOf(':');
        var host = colon < 0 ? string.Empty : address[..colon].Trim('[', ']');
        if (colon >= 0
            && ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && (host is "" or "localhost" || IPAddress.TryParse(host, out _)))
        {
            return (host, port);
        }

        section.Report("address", $"'{text}' is not [address]:port of this machine over TCP");
        return (string.Empty, 0);
    }

    private static IPNetwork? ReadNetwork(YamlSection section, string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        section.Report("trustedIPs", $"'{text}' is neither an address nor a network");
        return null;
    }

    private static string? EntryPointOf(YamlSection? section, List<EntryPointDefinition> entryPoints)
    {
        if (section is null)
        {
            return null;
        }

        var name = section.Text("entryPoint") ?? StaticConfiguration.InternalEntryPoint;
        if (!entryPoints.Exists(entryPoint => entryPoint.Name == name))
        {
            section.Report("entryPoint", $"there is no entry point '{name}'");
        }

        return name;
    }

    private static void RequireCommonFormat(YamlSection? section)
    {
        if (section?.Text("format") is { } format and not "common")
        {
            section.Report("format", $"this stand-in for Traefik does not support '{format}'; use common");
        }
    }

    private static LogLevel ReadLevel(YamlSection? log)
    {
        switch (log?.Text("level")?.ToUpperInvariant())
        {
            case "TRACE":
                return LogLevel.Trace;
            case "DEBUG":
                return LogLevel.Debug;
            case "INFO":
                return LogLevel.Information;
            case "WARN":
                return LogLevel.Warning;
            case null or "ERROR":
                return LogLevel.Error;
            case "FATAL" or "PANIC":
                return LogLevel.Critical;
            default:
                log!.Report("level", "it is none of Traefik's levels");
                return LogLevel.Error;
        }
    }

    private YamlSection? Section(YamlSection? parent, string key)
    {
        var section = parent?.Section(key);
        if (section is not null)
        {
            _sections.Add(section);
        }

        return section;
    }
}
