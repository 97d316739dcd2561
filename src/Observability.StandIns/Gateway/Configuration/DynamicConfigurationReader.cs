using Observability.StandIns.Gateway.Middlewares;
using Observability.StandIns.Configuration;
using YamlDotNet.Core;

namespace Observability.StandIns.Gateway.Configuration;

/// <summary>
/// Reads Traefik's dynamic configuration (https://doc.traefik.io/traefik/reference/routing-configuration/). A key that the
/// stand-in does not know stays with its router, service or middleware, whose requests get 501 with the key's name.
/// </summary>
internal sealed class DynamicConfigurationReader(DynamicConfiguration result)
{
    private readonly List<string> _problems = [];

    /// <summary>Adds a file to what was read before; of two definitions of one name the first stays.</summary>
    /// <exception cref="DynamicConfigurationException">The file cannot be used.</exception>
    public static void Read(string path, string text, DynamicConfiguration result)
    {
        // Traefik runs every file through Go's templates first.
        var feature = path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) ? "TOML"
            : text.Contains("{{", StringComparison.Ordinal) ? "Go templates" : null;
        if (feature is not null)
        {
            throw new DynamicConfigurationException($"{path}: this stand-in for Traefik does not support {feature}");
        }

        try
        {
            var reader = new DynamicConfigurationReader(result);
            reader.Read(path, YamlSection.Parse(text, reader._problems));
            if (reader._problems.Count > 0)
            {
                throw new DynamicConfigurationException($"{path}: {string.Join("; ", reader._problems)}");
            }
        }
        catch (YamlException mistake)
        {
            throw new DynamicConfigurationException($"{path}:{mistake.Start.Line}:{mistake.Start.Column}: {mistake.Message}");
        }
    }

    private void Read(string path, YamlSection root)
    {
        var http = root.Section("http");
        ReadAll(path, http?.Section("routers"), result.Routers, ReadRouter);
        ReadAll(path, http?.Section("services"), result.Services, ReadService);
        ReadAll(path, http?.Section("middlewares"), result.Middlewares, ReadMiddleware);
        ReadAll(path, http?.Section("serversTransports"), result.Transports, ReadTransport);
        foreach (var key in root.Unread.Concat(http?.Unread ?? []))
        {
            result.Warnings.Add($"{path}: {key}: this stand-in for Traefik does not support it, it is left out");
        }
    }

    private void ReadAll<T>(string path, YamlSection? sections, SortedDictionary<string, T> target, Func<YamlSection, T> read)
    {
        foreach (var (name, section) in sections?.NamedSections() ?? [])
        {
            if (!target.TryAdd(name, read(section)))
            {
                result.Warnings.Add($"{path}: {section.Path}: another file has it already, the first one stays");
            }
        }
    }

    private static RouterDefinition ReadRouter(YamlSection section) => new(
        section.Text("rule") ?? string.Empty,
        section.Text("ruleSyntax"),
        section.Texts("entryPoints"),
        section.Texts("middlewares"),
        section.Text("service") ?? string.Empty,
        section.Number("priority") ?? 0,
        HasTls: section.Section("tls") is not null,
        [.. section.Unread]);

    private ServiceDefinition ReadService(YamlSection section)
    {
        if (section.Section("loadBalancer") is not { } balancer)
        {
            return new ServiceDefinition([], PassHostHeader: true, Transport: null, [.. section.Unread]);
        }

        var unsupported = new List<string>();
        var servers = new List<ServerDefinition>();
        foreach (var server in balancer.Sections("servers"))
        {
            var text = server.Text("url");
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                servers.Add(new ServerDefinition(new Uri(url!.GetLeftPart(UriPartial.Authority)), (int)(server.Number("weight") ?? 1)));
            }
            else
            {
                _problems.Add($"{server.Path}.url: '{text}' is not an http:// or https:// URL");
            }

            unsupported.AddRange(server.Unread);
        }

        if (balancer.Text("strategy") is { } strategy and not "wrr")
        {
            unsupported.Add($"{balancer.Path}.strategy: {strategy}");
        }

        // How often answers are flushed; here it is after each piece, which is never later.
        balancer.Section("responseForwarding")?.Text("flushInterval");
        return new ServiceDefinition(
            servers,
            balancer.Flag("passHostHeader") ?? true,
            balancer.Text("serversTransport"),
            [.. unsupported, .. balancer.Unread, .. section.Unread]);
    }

    private static MiddlewareDefinition ReadMiddleware(YamlSection section)
    {
        var unsupported = new List<string>();
        IGatewayMiddleware? middleware = null;
        if (section.Section("redirectScheme") is { } redirect)
        {
            middleware = new RedirectScheme(
                redirect.Text("scheme") ?? string.Empty,
                redirect.Text("port") ?? string.Empty,
                redirect.Flag("permanent") ?? false,
                redirect.Flag("forcePermanentRedirect") ?? false);
            unsupported.AddRange(redirect.Unread);
        }
        else if (section.Section("stripPrefix") is { } strip)
        {
            middleware = new StripPrefix([.. strip.Texts("prefixes").Select(prefix => prefix.Trim())]);
            unsupported.AddRange(strip.Unread);
        }
        else if (section.Section("headers") is { } headers)
        {
            middleware = new CustomHeaders(
                headers.Section("customRequestHeaders")?.NamedTexts() ?? [],
                headers.Section("customResponseHeaders")?.NamedTexts() ?? []);
            unsupported.AddRange(headers.Unread);
        }

        return new MiddlewareDefinition(middleware, [.. unsupported, .. section.Unread]);
    }

    private static TransportDefinition ReadTransport(YamlSection section)
    {
        var defaults = TransportDefinition.Default;
        if (section.Section("forwardingTimeouts") is not { } timeouts)
        {
            return defaults with { Unsupported = [.. section.Unread] };
        }

        return new TransportDefinition(
            timeouts.Duration("dialTimeout") ?? defaults.DialTimeout,
            timeouts.Duration("responseHeaderTimeout") ?? defaults.ResponseHeaderTimeout,
            timeouts.Duration("idleConnTimeout") ?? defaults.IdleTimeout)
        {
            Unsupported = [.. timeouts.Unread, .. section.Unread],
        };
    }
}
