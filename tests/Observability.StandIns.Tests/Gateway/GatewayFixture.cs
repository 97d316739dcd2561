namespace Observability.StandIns.Tests.Gateway;

/// <summary>One gateway with two servers behind it, for all tests of a class; each test asks for hosts of its own.</summary>
public sealed class GatewayFixture<TBackend> : IAsyncLifetime
    where TBackend : IGatewayBackend, new()
{
    private EchoServer? _one;
    private EchoServer? _two;
    private RunningGateway? _gateway;

    internal EchoServer One => _one!;

    /// <summary>The gateway.</summary>
    /// <remarks>It is made by the first test: what a fixture does on its own cannot be skipped.</remarks>
    internal async Task<RunningGateway> GatewayAsync() =>
        _gateway ??= await Backend.StartAsync(string.Empty, ("routes.yml", Routes()));

    internal IGatewayBackend Backend { get; } = new TBackend();

    public async ValueTask InitializeAsync()
    {
        _one = await EchoServer.StartAsync("one", Backend.ServerHost);
        _two = await EchoServer.StartAsync("two", Backend.ServerHost);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
    }

    private string Routes() => $$$"""
        http:
          routers:
            one:
              rule: Host(`one.localhost`)
              entryPoints: [web]
              service: one
            prefix:
              rule: Host(`prefix.localhost`) && PathPrefix(`/api`)
              entryPoints: [web]
              service: one
            longer:
              rule: Host(`prefix.localhost`) && PathPrefix(`/api/two`)
              entryPoints: [web]
              service: two
            forced:
              rule: Host(`prefix.localhost`) && PathPrefix(`/api/two/forced`)
              entryPoints: [web]
              service: one
              priority: 1
            spaced:
              rule: Host(`spaced.localhost`) && Path(`/a b`)
              entryPoints: [web]
              service: one
            either:
              rule: Host(`a.either.localhost`) || (Host(`b.either.localhost`) && !PathPrefix(`/not`))
              entryPoints: [web]
              service: one
            wildcard:
              rule: Host(`*.wild.localhost`)
              entryPoints: [web]
              service: one
            header:
              rule: Host(`header.localhost`) && Header(`X-Which`, `two`) && Method(`GET`) && Query(`q`, `1`)
              entryPoints: [web]
              service: two
            balanced:
              rule: Host(`balanced.localhost`)
              entryPoints: [web]
              service: balanced
            own-host:
              rule: Host(`own-host.localhost`)
              entryPoints: [web]
              service: own-host
            stripped:
              rule: Host(`stripped.localhost`)
              entryPoints: [web]
              middlewares: [strip]
              service: one
            redirected:
              rule: Host(`redirected.localhost`)
              entryPoints: [web]
              middlewares: [redirect]
              service: one
            dressed:
              rule: Host(`dressed.localhost`)
              entryPoints: [web]
              middlewares: [dress]
              service: one
            dead:
              rule: Host(`dead.localhost`)
              entryPoints: [web]
              service: dead
            silent:
              rule: Host(`silent.localhost`)
              entryPoints: [web]
              service: silent
            dashboard:
              rule: Host(`traefik.localhost`)
              entryPoints: [web]
              service: api@internal
            mistaken:
              rule: Host(`mistaken.localhost`
              entryPoints: [web]
              service: one
            secure:
              rule: Host(`secure.localhost`)
              entryPoints: [web]
              service: one
              tls: {}
          services:
            one: {loadBalancer: {servers: [{url: "{{{One.Url}}}"}]}}
            two: {loadBalancer: {servers: [{url: "{{{_two!.Url}}}"}]}}
            balanced: {loadBalancer: {servers: [{url: "{{{One.Url}}}"}, {url: "{{{_two.Url}}}"}]}}
            own-host: {loadBalancer: {passHostHeader: false, servers: [{url: "{{{One.Url}}}"}]}}
            dead: {loadBalancer: {servers: [{url: "http://127.0.0.1:{{{FreePort.Take()}}}"}]}}
            silent: {loadBalancer: {serversTransport: impatient, servers: [{url: "{{{One.Url}}}"}]}}
          serversTransports:
            impatient: {forwardingTimeouts: {responseHeaderTimeout: 200ms}}
          middlewares:
            strip: {stripPrefix: {prefixes: [/outer]}}
            redirect: {redirectScheme: {scheme: https, permanent: true}}
            dress:
              headers:
                customRequestHeaders: {X-Added: yes-indeed, X-Removed: ""}
                customResponseHeaders: {X-Answered: by-gateway, X-Served-By: ""}
        """;
}
