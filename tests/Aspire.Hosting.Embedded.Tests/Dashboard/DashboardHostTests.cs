using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Embedded.Tests.Bundle;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>The real dashboard process.</summary>
[Tier(Tier.Process)]
public class DashboardHostTests
{
    private const string Token = "0123456789abcdef";
    private const string OtlpKey = "otlp-key";

    [Fact]
    public async Task Dashboard_Started_SignsInWithTheTokenOnlyAndIsGoneAfterTheStop()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        var log = new RecordedLog();
        var urls = Urls();
        await using var host = await NewHostAsync(application, urls, log);

        await host.StartAsync(TestContext.Current.CancellationToken);
        var loginUrl = await host.WaitUntilReadyAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);

        var frontend = urls[WellKnownConfiguration.DashboardUrls]!;
        Assert.Equal($"{frontend}/login?t={Token}", loginUrl);
        Assert.Equal([$"Now listening on: {frontend}", $"Login to the dashboard at {loginUrl}"], log.Lines(typeof(DistributedApplication).FullName!));
        Assert.Equal(("/", true), await OpenAsync(loginUrl));
        Assert.Equal(("/login", false), await OpenAsync($"{frontend}/login?t=wrong"));
        Assert.Equal(($"{frontend}/login?returnUrl=%2F", false), await OpenAsync(frontend));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostTracesAsync(urls, key: null));
        Assert.Equal(HttpStatusCode.OK, await PostTracesAsync(urls, OtlpKey));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(urls.Values, url => Assert.True(PortCheck.IsFree(ProtocolType.Tcp, new Uri(url!).Port), url));
        Assert.Empty(log.Lines(DashboardHost.LogCategory));
        Assert.Empty(Dashboards());
    }

    [Fact]
    public async Task Dashboard_AddressInUse_FailsWithTheKey()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        using var occupied = FreePort.Occupy(out var port);
        var urls = Urls();
        urls[WellKnownConfiguration.OtlpGrpcUrl] = $"http://127.0.0.1:{port}";
        await using var host = await NewHostAsync(application, urls, new RecordedLog());

        await host.StartAsync(TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => host
            .WaitUntilReadyAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken));

        Assert.Contains($"http://127.0.0.1:{port} ({WellKnownConfiguration.OtlpGrpcUrl})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_Killed_ComesBackAtTheSameAddressWithTheSameToken()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        var log = new RecordedLog();
        await using var host = await NewHostAsync(application, Urls(), log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var loginUrl = await host.WaitUntilReadyAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        var first = Assert.Single(Dashboards()).Pid;

        await KillAsync(first);

        var signedIn = await Eventually.BecomesAsync(
            "the dashboard takes the token again", _ => OpenAsync(loginUrl), page => page.IsSignedIn, Deadline.ServerReady);
        Assert.Equal("/", signedIn.Redirect);
        Assert.NotEqual(first, Assert.Single(Dashboards()).Pid);
        Assert.Contains(
            log.Lines(typeof(DistributedApplication).FullName!),
            line => line.StartsWith("The dashboard ended", StringComparison.Ordinal) && line.Contains("It is started again", StringComparison.Ordinal));
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Dashboards());
    }

    [Fact]
    public async Task Dashboard_KeepsEnding_IsGivenUpWithAMessageAndTheHostStillStops()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        var log = new RecordedLog();
        await using var host = await NewHostAsync(application, Urls(), log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitUntilReadyAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);

        await Eventually.BecomesAsync(
            "the dashboard is given up",
            async _ =>
            {
                foreach (var dashboard in Dashboards())
                {
                    await KillAsync(dashboard.Pid);
                }

                return log.Lines(typeof(DistributedApplication).FullName!);
            },
            lines => lines.Any(line => line.EndsWith("start the AppHost again to see them.", StringComparison.Ordinal)),
            Deadline.ServerReady);

        Assert.Empty(Dashboards());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string?> Urls() => new()
    {
        [WellKnownConfiguration.DashboardUrls] = $"http://127.0.0.1:{FreePort.Take()}",
        [WellKnownConfiguration.OtlpGrpcUrl] = $"http://127.0.0.1:{FreePort.Take()}",
        [WellKnownConfiguration.OtlpHttpUrl] = $"http://127.0.0.1:{FreePort.Take()}",
        [WellKnownConfiguration.ResourceServiceUrl] = $"http://127.0.0.1:{FreePort.Take()}",
    };

    private static async Task<DashboardHost> NewHostAsync(TestApplication application, Dictionary<string, string?> urls, RecordedLog log)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(urls).AddInMemoryCollection(new Dictionary<string, string?>
        {
            [WellKnownConfiguration.BrowserToken] = Token,
            [WellKnownConfiguration.OtlpApiKey] = OtlpKey,
            [WellKnownConfiguration.ResourceServiceApiKey] = "service-key",
        }).Build();
        return new DashboardHost(
            configuration,
            new FixedBundle(await TestBundle.LocateAsync()),
            new HostProcesses(),
            application.Notifications,
            application.Services.GetRequiredService<ResourceLoggerService>(),
            application.Commands,
            TimeProvider.System,
            log);
    }

    private static Task<HostProcessOutcome> KillAsync(int pid) => new HostProcesses().RunAsync(
        new HostProcessSpec("kill", "-9", pid.ToString(CultureInfo.InvariantCulture)), Deadline.InProcess.Time, TestContext.Current.CancellationToken);

    // Only those of this process: other test runs may have their own.
    private static IReadOnlyList<ProcessEntry> Dashboards() =>
        [.. ProcFs.DescendantsOf(Environment.ProcessId).Where(process => process.CommandLine.Contains("aspire-managed", StringComparison.Ordinal))];

    // Where the dashboard sends the browser, and whether it signs it in.
    private static async Task<(string? Redirect, bool IsSignedIn)> OpenAsync(string url)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        using var response = await client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        return (response.Headers.Location?.ToString(), response.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(cookie => cookie.StartsWith(".Aspire.Dashboard.Auth", StringComparison.Ordinal)));
    }

    private static async Task<HttpStatusCode> PostTracesAsync(Dictionary<string, string?> urls, string? key)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{urls[WellKnownConfiguration.OtlpHttpUrl]}/v1/traces");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new("application/x-protobuf");
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Keeps what is logged, by category.</summary>
    private sealed class RecordedLog : ILoggerFactory
    {
        private readonly Lock _lock = new();
        private readonly List<(string Category, string Line)> _lines = [];

        public IReadOnlyList<string> Lines(string category)
        {
            lock (_lock)
            {
                return [.. _lines.Where(entry => entry.Category == category).Select(entry => entry.Line)];
            }
        }

        public ILogger CreateLogger(string categoryName) => new CategoryLog(this, categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private void Add(string category, string line)
        {
            lock (_lock)
            {
                _lines.Add((category, line));
            }
        }

        private sealed class CategoryLog(RecordedLog owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                owner.Add(category, formatter(state, exception));
        }
    }
}
