using System.Net;
using Aspire.Hosting.Embedded.Orchestration;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>
/// The gRPC server that the dashboard reads from. It is built apart from the AppHost's own services and reads no
/// configuration: ASPNETCORE_URLS in the AppHost's environment means the dashboard's front end, not this.
/// </summary>
/// <param name="url">Where to listen; http means HTTP/2 without TLS.</param>
/// <param name="apiKey">Every call must carry it.</param>
/// <param name="service">Answers the calls.</param>
internal sealed class ResourceServiceServer(Uri url, string apiKey, ResourceService service) : IAsyncDisposable
{
    private WebApplication? _application;

    /// <summary>Starts serving.</summary>
    /// <exception cref="DistributedApplicationException">The address is in use, or https lacks a certificate.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The empty builder has no console logging, no configuration files and no host filtering to load.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(Configure);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(static (GrpcServiceOptions options) => options.Interceptors.Add<ResourceServiceKeyInterceptor>());
        builder.Services.AddSingleton(new ResourceServiceKeyInterceptor(apiKey));
        builder.Services.AddSingleton(service);

        // Signals are the AppHost's business: this server goes last.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        try
        {
            _application = builder.Build();
            _application.MapGrpcService<ResourceService>();
            await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException(
                $"The resource service cannot listen: {exception.Message} Set {WellKnownConfiguration.ResourceServiceUrl} to a free port, or leave it out for one that is picked.",
                exception);
        }
        catch (InvalidOperationException exception) when (url.Scheme == Uri.UriSchemeHttps)
        {
            throw new DistributedApplicationException(
                $"The resource service cannot listen on {url}: there is no certificate for https. Run 'dotnet dev-certs https --trust', or set {WellKnownConfiguration.ResourceServiceUrl} to an http URL.",
                exception);
        }
    }

    /// <summary>Ends the server. Open streams must have been told to end before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            _application = null;

            // A cancelled stop closes what is still open instead of waiting for it.
            await application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
            await application.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        if (url.IsLoopback && !IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
        {
            options.ListenLocalhost(url.Port, ConfigureListener);
        }
        else
        {
            // As Kestrel does, a name that is not an address means every interface; the key is asked for all the same.
            options.Listen(
                IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : IPAddress.Any, url.Port, ConfigureListener);
        }
    }

    private void ConfigureListener(ListenOptions listener)
    {
        listener.Protocols = HttpProtocols.Http2;
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            listener.UseHttps();
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
