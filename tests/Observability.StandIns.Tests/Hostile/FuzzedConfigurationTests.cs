using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Identity.Realms;
using Observability.StandIns.Tests.Identity;
using Observability.Tests.Hostile;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>A configuration file that somebody has spoiled is read, or refused in one sentence that names it.</summary>
public sealed class FuzzedConfigurationTests : IDisposable
{
    private const int Count = 400;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Realm_Spoiled_IsReadOrRefusedByName(int seed)
    {
        var text = File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Keycloak", "Golden", "two-clients-github.json"));
        foreach (var mutant in Mutations.Of(text, Count, seed))
        {
            _folder.Write($"{IdentityBackend.Realm}-realm.json", mutant);

            Refused<StandInException>(
                () => RealmReader.Read(_folder.Path, IdentityBackend.Secrets.GetValueOrDefault), IdentityBackend.Realm, mutant);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DynamicConfiguration_Spoiled_IsReadOrRefusedByName(int seed)
    {
        foreach (var mutant in Mutations.Of(Routes, Count, seed))
        {
            Refused<DynamicConfigurationException>(() => DynamicConfigurationReader.Read("routes.yml", mutant, new DynamicConfiguration()), "routes.yml", mutant);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void StaticConfiguration_Spoiled_IsReadOrRefusedByName(int seed)
    {
        foreach (var mutant in Mutations.Of(Static, Count, seed))
        {
            var file = _folder.Write("traefik.yml", mutant);

            Refused<StandInException>(() => StaticConfigurationReader.Read(file), "traefik.yml", mutant);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused<TException>(Action read, string name, string mutant)
        where TException : Exception
    {
        try
        {
            read();
        }
        catch (TException mistake)
        {
            Assert.Contains(name, mistake.Message, StringComparison.Ordinal);
        }
        catch (Exception crash)
        {
            Assert.Fail($"{crash}\nfor\n{mutant[..Math.Min(mutant.Length, 4000)]}");
        }
    }

    private const string Static = """
        global:
          checkNewVersion: false
        entryPoints:
          web:
            address: 127.0.0.1:8000
            forwardedHeaders:
              trustedIPs: [10.0.0.0/8, "::1"]
          traefik:
            address: ":8080"
        providers:
          file:
            directory: /etc/traefik/dynamic
            watch: true
        ping:
          entryPoint: traefik
        api:
          dashboard: true
          insecure: true
        metrics:
          prometheus:
            entryPoint: traefik
        log:
          level: INFO
        accessLog:
          format: common
        """;

    private const string Routes = """
        http:
          routers:
            one:
              rule: Host(`one.localhost`) && (PathPrefix(`/api`) || !Method(`GET`))
              entryPoints: [web]
              middlewares: [strip, redirect, dress]
              service: one
              priority: 10
          services:
            one:
              loadBalancer:
                passHostHeader: false
                serversTransport: impatient
                servers:
                  - url: "http://127.0.0.1:9090"
                    weight: 2
          serversTransports:
            impatient:
              forwardingTimeouts: {responseHeaderTimeout: 200ms, dialTimeout: 30}
          middlewares:
            strip: {stripPrefix: {prefixes: [/outer]}}
            redirect: {redirectScheme: {scheme: https, permanent: true}}
            dress:
              headers:
                customRequestHeaders: {X-Added: "yes", X-Removed: ""}
        """;
}
