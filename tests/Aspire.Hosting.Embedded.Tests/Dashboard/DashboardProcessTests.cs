using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>What the dashboard process is told and how what it says is read.</summary>
public class DashboardProcessTests
{
    [Fact]
    public void Settings_NotAUrl_NamesTheKey()
    {
        var failure = Assert.Throws<DistributedApplicationException>(() => Settings((WellKnownConfiguration.OtlpGrpcUrl, "localhost:4317")));

        Assert.Contains(WellKnownConfiguration.OtlpGrpcUrl, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_OfTheAppHost_DoesNotLeak()
    {
        var inherited = new Dictionary<string, string>
        {
            ["ASPNETCORE_HTTP_PORTS"] = "8080",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://elsewhere",
            ["URLS"] = "http://*:80",
            ["ASPIRE_DASHBOARD_CONFIG_FILE_PATH"] = "/etc/dashboard.json",
            ["DASHBOARD__UI__DISABLEIMPORT"] = "true",
            ["PATH"] = "/bin",
        };

        var changes = DashboardEnvironment.Changes(Settings(), inherited, 4242);

        Assert.Equal(
            ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "ASPNETCORE_HTTP_PORTS", "DOTNET_ENVIRONMENT", "OTEL_EXPORTER_OTLP_ENDPOINT", "URLS"],
            changes.Where(change => change.Value is null).Select(change => change.Key).Order(StringComparer.Ordinal));
        Assert.Equal("Production", changes["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("4242", changes["ASPIRE_CLI_PID"]);
    }

    [Fact]
    public void Environment_ByDefault_EveryListenerAsksForItsSecret()
    {
        var changes = DashboardEnvironment.Changes(Settings(), new Dictionary<string, string>(), 1);

        Assert.Equal(("BrowserToken", "token"), (changes["DASHBOARD__FRONTEND__AUTHMODE"], changes["DASHBOARD__FRONTEND__BROWSERTOKEN"]));
        Assert.Equal(("ApiKey", "otlp-key"), (changes["DASHBOARD__OTLP__AUTHMODE"], changes["DASHBOARD__OTLP__PRIMARYAPIKEY"]));
        Assert.Equal(("ApiKey", "service-key"), (changes["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"], changes["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"]));
        Assert.Equal("http://127.0.0.1:1;http://127.0.0.1:2", changes["ASPNETCORE_URLS"]);
    }

    [Fact]
    public void Environment_AllowAnonymous_OnlyTheResourceServiceKeepsItsKey()
    {
        var changes = DashboardEnvironment.Changes(Settings((DashboardSettings.AllowAnonymousKey, "true")), new Dictionary<string, string>(), 1);

        Assert.Equal(("Unsecured", "Unsecured"), (changes["DASHBOARD__FRONTEND__AUTHMODE"], changes["DASHBOARD__OTLP__AUTHMODE"]));
        Assert.Equal("service-key", changes["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"]);
        Assert.DoesNotContain("DASHBOARD__FRONTEND__BROWSERTOKEN", changes.Keys);
    }

    [Fact]
    public void LogLine_Listening_HasTheUrl()
    {
        // {"EventId":0,"LogLevel":"Information","Category":"…","Message":"Now listening on: http://127.0.0.1:37957","State":{…}}
        var line = DashboardLogLine.Parse(
            """{"EventId":0,"LogLevel":"Information","Category":"Aspire.Dashboard.DashboardWebApplication","Message":"Now listening on: http://127.0.0.1:37957","State":{}}""",
            LogLevel.Information);

        Assert.Equal("http://127.0.0.1:37957/", line.ListeningUrl?.ToString());
    }

    [Fact]
    public void LogLine_Exception_LeavesTheStackOut()
    {
        var line = DashboardLogLine.Parse("""{"LogLevel":"Error","Message":"Failed.","Exception":"System.IO.IOException: in use\n   at X()"}""", LogLevel.Information);

        Assert.Equal(new DashboardLogLine(LogLevel.Error, "Failed. System.IO.IOException: in use"), line);
        Assert.Null(line.ListeningUrl);
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("{ not json", false)]
    [InlineData("   at System.Enum.Parse(Type enumType)", true)]
    [InlineData(" ---> System.FormatException: no", true)]
    [InlineData("", false)]
    public void LogLine_PlainText_IsTakenAsItIs(string text, bool isStackTrace)
    {
        var line = DashboardLogLine.Parse(text, LogLevel.Error);

        Assert.Equal(new DashboardLogLine(LogLevel.Error, text), line);
        Assert.Equal(isStackTrace, line.IsStackTrace);
    }

    [Fact]
    public void Exit_AddressInUse_NamesTheKeyAndTheUrl()
    {
        using var occupied = FreePort.Occupy(out var port);

        var reason = DashboardExit.Describe(102, Settings((WellKnownConfiguration.OtlpHttpUrl, $"http://127.0.0.1:{port}")), []);

        Assert.Contains($"http://127.0.0.1:{port} ({WellKnownConfiguration.OtlpHttpUrl})", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public void Exit_OtherReason_QuotesWhatItSaid(int exitCode)
    {
        var reason = DashboardExit.Describe(exitCode, Settings(), ["MaxLogCount must be positive."]);

        Assert.Contains($"exit code {exitCode}", reason, StringComparison.Ordinal);
        Assert.Contains("MaxLogCount must be positive.", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1")]
    [InlineData("http://0.0.0.0:18888", "http://localhost:18888")]
    [InlineData("https://[::]:18888/", "https://localhost:18888")]
    public void Url_ForABrowser_CanBeOpened(string listening, string expected) =>
        Assert.Equal(expected, DashboardProcess.ToText(new Uri(listening)));

    internal static DashboardSettings Settings(params (string Key, string Value)[] changes)
    {
        Dictionary<string, string?> settings = new()
        {
            [WellKnownConfiguration.DashboardUrls] = "http://127.0.0.1:1;http://127.0.0.1:2",
            [WellKnownConfiguration.OtlpGrpcUrl] = "http://127.0.0.1:3",
            [WellKnownConfiguration.OtlpHttpUrl] = "http://127.0.0.1:4",
            [WellKnownConfiguration.ResourceServiceUrl] = "http://127.0.0.1:5",
            [WellKnownConfiguration.BrowserToken] = "token",
            [WellKnownConfiguration.OtlpApiKey] = "otlp-key",
            [WellKnownConfiguration.ResourceServiceApiKey] = "service-key",
        };
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        return DashboardSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }
}
