using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Fills in the keys of <see cref="WellKnownConfiguration"/> that the user left out, and free ports for those given as 0.</summary>
internal static class MissingSettings
{
    private const string AnyPort = "http://127.0.0.1:0";
    private const string Docker = "docker";
    private const int TokenBytes = 16;

    /// <summary>Adds what is missing. A publish gets no ports and no tokens: nothing random may end up in what it writes.</summary>
    /// <exception cref="DistributedApplicationException">A URL is not one; the message names the key.</exception>
    public static void AddTo(ConfigurationManager configuration, bool isPublishMode, IEnumerable<KeyValuePair<string, string?>> location)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in location)
        {
            Add(key, () => value);
        }

        Add(WellKnownConfiguration.ContainerRuntime, () => configuration["ASPIRE_CONTAINER_RUNTIME"] ?? Docker);
        Add(WellKnownConfiguration.RandomizePorts, () => bool.FalseString);
        if (!isPublishMode)
        {
            Add(WellKnownConfiguration.BrowserToken, NewToken);
            Add(WellKnownConfiguration.OtlpApiKey, NewToken);
            Add(WellKnownConfiguration.ResourceServiceApiKey, NewToken);
            using var ports = new FreePorts();
            foreach (var key in (string[])[
                WellKnownConfiguration.DashboardUrls,
                WellKnownConfiguration.OtlpGrpcUrl,
                WellKnownConfiguration.OtlpHttpUrl,
                WellKnownConfiguration.ResourceServiceUrl])
            {
                settings[key] = WithPorts(key, configuration[key] is { Length: > 0 } urls ? urls : AnyPort, ports);
            }
        }

        configuration.AddInMemoryCollection(settings);

        void Add(string key, Func<string?> value)
        {
            if (string.IsNullOrEmpty(configuration[key]))
            {
                settings[key] = value();
            }
        }
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    private static string WithPorts(string key, string urls, FreePorts ports) => string.Join(
        ';',
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url =>
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new DistributedApplicationException($"Configuration key {key} is '{url}', which is not a URL such as http://127.0.0.1:18888. Correct it, or leave it out for a free port.");
            }

            return uri.Port == 0 ? $"{uri.Scheme}://{uri.Host}:{ports.Next().ToString(CultureInfo.InvariantCulture)}" : url;
        }));

    /// <summary>Finds ports nobody listens on. They are held until all are found, so that no two are the same.</summary>
    private sealed class FreePorts : IDisposable
    {
        private readonly List<Socket> _held = [];

        public int Next()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _held.Add(socket);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        public void Dispose() => _held.ForEach(socket => socket.Dispose());
    }
}
