using Microsoft.AspNetCore.Http;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.DigitalOcean;
using Observability.CloudExporter.Exoscale;

namespace Observability.CloudExporter.Tests.Live;

/// <summary>The connection to a provider, against a server that answers as the provider's documentation says.</summary>
public sealed class LiveApiTests : IDisposable
{
    private static readonly Uri s_droplets = new("https://api.digitalocean.com/v2/droplets");
    private readonly InstantTime _time = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Exoscale_IsSignedForItsPathAndHost()
    {
        await using var server = await ReplayServer.StartAsync("{}");
        using var api = new LiveApi(
            new ExoscaleSigner(Credential.FromValue("k", "EXOkey"), Credential.FromValue("s", "secret"), _time), _time, server.Address);
        var request = new Uri("https://api-de-fra-1.exoscale.com/v2/instance");

        await api.GetAsync(request, Cancellation);

        var asked = Assert.Single(server.Requests);
        Assert.Equal(("api-de-fra-1.exoscale.com", "/v2/instance"), (asked.Host, asked.Target));
        var expires = _time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds();
        Assert.Equal(ExoscaleSigner.Authorize("EXOkey", "secret", "GET", request, "", expires), asked.Authorization);
    }

    [Fact]
    public async Task Get_ListOfSeveralPages_AsksForAllOfThem()
    {
        await using var server = await ReplayServer.StartAsync((context, _) => context.Response.WriteAsync(
            context.Request.Query["page"] == "2"
                ? """{"droplets":[{"id":3}]}"""
                : """{"droplets":[{"id":1},{"id":2}],"links":{"pages":{"next":"https://api.digitalocean.com/v2/droplets?page=2&per_page=200"}}}"""));
        using var api = DigitalOcean(server);

        var droplets = await new DigitalOceanReader(api).ListAsync("/v2/droplets", "droplets", Cancellation);

        Assert.Equal(["1", "2", "3"], droplets.Select(droplet => droplet.NumberLabel("id")));
        Assert.Equal(["/v2/droplets?per_page=200", "/v2/droplets?page=2&per_page=200"], server.Requests.Select(asked => asked.Target));
        Assert.All(server.Requests, asked => Assert.Equal("Bearer dop_v1_canary", asked.Authorization));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Get_PassingFailure_IsTriedAgainAfterLongerAndLongerPauses(int status)
    {
        await using var server = await ReplayServer.StartAsync((context, count) =>
        {
            context.Response.StatusCode = count < 3 ? status : 200;
            return context.Response.WriteAsync("{}");
        });
        using var api = DigitalOcean(server);

        await api.GetAsync(s_droplets, Cancellation);

        Assert.Equal(3, server.Requests.Count);
        Assert.Collection(
            _time.Waits,
            first => Assert.InRange(first, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5)),
            second => Assert.InRange(second, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Get_FailureThatDoesNotPass_EndsAfterFourAttempts()
    {
        await using var server = await ReplayServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 502;
            return context.Response.WriteAsync("<html>bad gateway</html>");
        });
        using var api = DigitalOcean(server);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.Equal("GET /v2/droplets: 502 BadGateway.", failure.Message);
        Assert.Equal(LiveApi.MaxAttempts, server.Requests.Count);
    }

    [Fact]
    public async Task Get_ProviderAsksForAPause_HoldsUpEveryRequestOfTheAccount()
    {
        await using var server = await ReplayServer.StartAsync((context, count) =>
        {
            if (count == 1)
            {
                context.Response.Headers["ratelimit-remaining"] = "0";
                context.Response.Headers["ratelimit-reset"] = $"{_time.GetUtcNow().AddSeconds(7).ToUnixTimeSeconds()}";
            }

            return context.Response.WriteAsync("{}");
        });
        using var api = DigitalOcean(server);

        await api.GetAsync(s_droplets, Cancellation);
        await api.GetAsync(s_droplets, Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(_time.Waits));
    }

    [Fact]
    public async Task Get_ProviderAsksForALongPause_FailsAtOnceAndSaysUntilWhen()
    {
        await using var server = await ReplayServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        using var api = DigitalOcean(server);

        // The pause after the first attempt moves the clock by a second at least.
        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.Equal(
            "GET /v2/droplets: the provider's rate limit is used up; it takes requests again at 2026-11-25T09:00:00Z. Raise Cloud:RefreshSeconds.",
            failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(401, "GET /v2/droplets: 401 Unauthorized (Unable to authenticate you). Look at Cloud:Accounts:0:Token: ")]
    [InlineData(403, "GET /v2/droplets: 403 Forbidden (Unable to authenticate you). Look at Cloud:Accounts:0:Token: ")]
    public async Task Get_CredentialRefused_SaysWhereItIsAndIsNotTriedAgain(int status, string expected)
    {
        await using var server = await ReplayServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"id":"unauthorized","message":"Unable to authenticate you"}""");
        });
        using var api = DigitalOcean(server);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Get_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await ReplayServer.StartAsync("{}");
        await using var server = await ReplayServer.StartAsync((context, _) =>
        {
            context.Response.Redirect(elsewhere.Address.ToString());
            return Task.CompletedTask;
        });
        using var api = DigitalOcean(server);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.Contains("redirects are not followed", failure.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v2/droplets")]
    [InlineData("http://api.digitalocean.com/v2/droplets")]
    [InlineData("https://api.digitalocean.com.elsewhere.example/v2/droplets")]
    public async Task Get_AnotherHost_IsNotAsked(string address)
    {
        await using var server = await ReplayServer.StartAsync("{}");
        using var api = DigitalOcean(server);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(new Uri(address), Cancellation));

        Assert.Contains("is not a host of the provider", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("https://api-ch-gva-2.exoscale.com/v2/zone", true)]
    [InlineData("https://api-ch-gva-2.exoscale.com.elsewhere.example/v2/zone", false)]
    [InlineData("https://portal.exoscale.com/v2/zone", false)]
    [InlineData("http://api-ch-gva-2.exoscale.com/v2/zone", false)]
    public void IsProviders_ExoscaleHost_IsAZonesOnly(string address, bool expected) => Assert.Equal(
        expected,
        new ExoscaleSigner(Credential.FromValue("k", "k"), Credential.FromValue("s", "s"), _time).IsProviders(new Uri(address)));

    [Fact]
    public async Task Get_AnswerWithoutEnd_IsCutOffAndNotTriedAgain()
    {
        await using var server = await ReplayServer.StartAsync(async (context, _) =>
        {
            var megabyte = new byte[1024 * 1024];
            for (var sent = 0; sent < 40 && !context.RequestAborted.IsCancellationRequested; sent++)
            {
                await context.Response.Body.WriteAsync(megabyte);
            }
        });
        using var api = DigitalOcean(server);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.StartsWith("GET /v2/droplets: api.digitalocean.com: ", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Get_NobodyListens_SaysWhomItAsked()
    {
        Uri gone;
        await using (var server = await ReplayServer.StartAsync("{}"))
        {
            gone = server.Address;
        }

        using var api = new LiveApi(new DigitalOceanSigner(Credential.FromValue("t", "t")), _time, gone);

        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.StartsWith("GET /v2/droplets: api.digitalocean.com: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ManyAtOnce_RunsFourAtATime()
    {
        var (running, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ReplayServer.StartAsync(async (context, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now >= LiveApi.MaxConcurrency)
            {
                gate.TrySetResult();
            }

            await gate.Task;
            Interlocked.Decrement(ref running);
            await context.Response.WriteAsync("{}");
        });
        using var api = DigitalOcean(server);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.GetAsync(s_droplets, Cancellation)));

        Assert.Equal(LiveApi.MaxConcurrency, most);
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task Get_FileWithTheTokenChanges_NextRequestHasTheNewOne()
    {
        await using var server = await ReplayServer.StartAsync("{}");
        var file = _folder.Write("token", "first\n");
        using var api = new LiveApi(new DigitalOceanSigner(Credential.FromFile("TokenFile", file)), _time, server.Address);

        await api.GetAsync(s_droplets, Cancellation);
        _folder.Write("token", "second\n");
        await api.GetAsync(s_droplets, Cancellation);
        File.Delete(file);
        var failure = await Assert.ThrowsAsync<IOException>(() => api.GetAsync(s_droplets, Cancellation));

        Assert.Equal(["Bearer first", "Bearer second"], server.Requests.Select(asked => asked.Authorization));
        Assert.StartsWith("TokenFile: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Spaces_ListsBucketsOfTheRegion()
    {
        await using var server = await ReplayServer.StartAsync(
            """
            <ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets>
              <Bucket><Name>logs</Name><CreationDate>2026-01-02T03:04:05.678Z</CreationDate></Bucket>
            </Buckets></ListAllMyBucketsResult>
            """);
        using var api = new LiveApi(
            new SpacesSigner(Credential.FromValue("k", "AK"), Credential.FromValue("s", "SK"), "lon1", _time), _time, server.Address);

        var sample = Assert.Single(await DigitalOceanSpaces.ReadAsync([new("lon1", api)], Cancellation));

        Assert.Equal(["2026-01-02T03:04:05.678Z", "lon1", "logs"], sample.LabelValues);
        var asked = Assert.Single(server.Requests);
        Assert.Equal("lon1.digitaloceanspaces.com", asked.Host);
        Assert.Equal(
            SpacesSigner.Authorize("AK", "SK", "lon1", SpacesSigner.BucketsOf("lon1"), _time.GetUtcNow()), asked.Authorization);
    }

    [Theory]
    [InlineData("no xml", "is not XML")]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""", "is not XML")]
    [InlineData("""<a xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket><Name>x</Name></Bucket></a>""", "a bucket has no CreationDate")]
    public async Task Spaces_MalformedAnswer_SaysWhatIsWrong(string answer, string expected)
    {
        await using var server = await ReplayServer.StartAsync(answer);
        using var api = new LiveApi(
            new SpacesSigner(Credential.FromValue("k", "AK"), Credential.FromValue("s", "SK"), "lon1", _time), _time, server.Address);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => DigitalOceanSpaces.ReadAsync([new("lon1", api)], Cancellation));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private LiveApi DigitalOcean(ReplayServer server) =>
        new(new DigitalOceanSigner(Credential.FromValue("Cloud:Accounts:0:Token", "dop_v1_canary")), _time, server.Address);

    private static void InterlockedMax(ref int most, int value)
    {
        int known;
        while ((known = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
        }
    }
}
