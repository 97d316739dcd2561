using System.Globalization;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Testcontainers;

/// <summary>Waits for the probe that the resource declares, asked from outside: several images have no shell.</summary>
/// <param name="probe">The probe.</param>
/// <param name="containerPort">Port of its endpoint in the container.</param>
internal sealed class ReadinessCheck(Probe probe, int containerPort) : IWaitUntil
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>What was asked, and what came of it last.</summary>
    public string LastAnswer { get; private set; } = "it has not been asked yet";

    /// <inheritdoc />
    public async Task<bool> UntilAsync(IContainer container)
    {
        ArgumentNullException.ThrowIfNull(container);
        var (host, port) = (container.Hostname, container.GetMappedPublicPort(containerPort));
        if (probe.Path is null)
        {
            var problem = await TcpConnection.FindProblemAsync(host, port, isProxied: true, CancellationToken.None).ConfigureAwait(false);
            LastAnswer = string.Create(CultureInfo.InvariantCulture, $"connect {host}:{port}: {problem ?? "connected"}");
            return problem is null;
        }

        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}{probe.Path}"));
        try
        {
            using var response = await s_http.GetAsync(url).ConfigureAwait(false);
            LastAnswer = string.Create(CultureInfo.InvariantCulture, $"GET {url}: {(int)response.StatusCode}");
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            LastAnswer = $"GET {url}: {error.Message}";
            return false;
        }
    }
}
