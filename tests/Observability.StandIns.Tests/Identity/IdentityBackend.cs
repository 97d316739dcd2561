using System.Net;
using System.Net.Sockets;

namespace Observability.StandIns.Tests.Identity;

/// <summary>
/// A server that the contract is tested against, started with the realm file that the writer of Keycloak's configuration has
/// written. Its public URL is a name that only the browser of these tests knows.
/// </summary>
public abstract class IdentityBackend : IAsyncDisposable
{
    public const string Realm = "observability";
    public const string Root = $"/realms/{Realm}";
    public const string Protocol = $"{Root}/protocol/openid-connect";

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _starting = new(1);
    private readonly int _port = FreePort.Take();
    private readonly int _managementPort = FreePort.Take();
    private ChildProcess? _process;

    /// <summary>Secrets and passwords that the realm file has placeholders for; every one is distinct.</summary>
    public static IReadOnlyDictionary<string, string?> Secrets { get; } = new Dictionary<string, string?>
    {
        ["GRAFANA_CLIENT_SECRET"] = "canary-secret-of-grafana",
        ["TRACES_CLIENT_SECRET"] = "canary-secret-of-traces",
        ["USER_ADA_PASSWORD"] = "canary-password-of-ada",
        ["USER_VERA_PASSWORD"] = "canary-password-of-vera",
        ["GITHUB_CLIENT_ID"] = "github-id",
        ["GITHUB_CLIENT_SECRET"] = "canary-secret-of-github",
    };

    public string PublicUrl => $"http://keycloak.localhost:{_port}";

    /// <summary>The address that applications use.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    public Uri Management => new($"http://127.0.0.1:{_managementPort}");

    public string Output => _process?.Output ?? string.Empty;

    public string HomeFolder => _folder.Path;

    protected string ImportFolder => _folder.Combine("data", "import");

    protected int Port => _port;

    protected int ManagementPort => _managementPort;

    /// <summary>Starts the server once for all tests; skips the test where it cannot be had.</summary>
    public virtual async Task StartAsync()
    {
        RequireServer();
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null)
            {
                WriteRealm();
                _process = Launch(new Dictionary<string, string?>(Secrets) { ["KC_HOSTNAME"] = PublicUrl });
            }

            using var client = new HttpClient();
            await Eventually.BecomesAsync(
                "the identity provider is ready",
                async token => _process.HasExited
                    ? throw new InvalidOperationException(_process.Output)
                    : (await client.GetAsync(new Uri(Management, "/health/ready"), token)).StatusCode,
                status => status == HttpStatusCode.OK,
                Ready);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A connection to the server, whatever host name a URL has: what a browser's resolver does for <c>.localhost</c>.</summary>
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The realm that the contract is about.</summary>
    protected static string RealmText =>
        File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Keycloak", "Golden", "two-clients-github.json"));

    protected void WriteRealm() => _folder.Write($"data/import/{Realm}-realm.json", RealmText);

    private protected virtual Deadline Ready => Deadline.ServerReady;

    private protected virtual void RequireServer()
    {
    }

    private protected abstract ChildProcess Launch(Dictionary<string, string?> environment);
}
