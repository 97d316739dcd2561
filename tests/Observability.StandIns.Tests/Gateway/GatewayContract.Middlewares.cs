using System.Net;

namespace Observability.StandIns.Tests.Gateway;

public abstract partial class GatewayContract<TBackend>
{
    [Theory]
    [InlineData("/outer/inner?x=1", "/inner?x=1")]
    [InlineData("/outer", "/")]
    [InlineData("/out%65r/in%2Fner", "/in%2Fner")]
    public async Task StripPrefix_Path_LosesItAndAHeaderTells(string path, string handedOn)
    {
        var echo = await EchoAsync("stripped.localhost", path);

        Assert.Equal($"GET {handedOn}", echo[1]);
        Assert.Contains("X-Forwarded-Prefix: /outer", echo);
    }

    [Fact]
    public async Task StripPrefix_WhatIsLeftWouldLeadUp_Is400()
    {
        var gateway = await fixture.GatewayAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await gateway.StatusAsync(gateway.WebPort, "stripped.localhost", "/outer../secret"));
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.MovedPermanently)]
    [InlineData("POST", HttpStatusCode.PermanentRedirect)]
    public async Task RedirectScheme_Request_IsSentThereAndKeepsItsMethod(string method, HttpStatusCode status)
    {
        var gateway = await fixture.GatewayAsync();

        using var response = await gateway.SendAsync(
            gateway.WebPort, new HttpMethod(method), $"redirected.localhost:{gateway.WebPort}", "/a%20b?x=1");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("https://redirected.localhost/a%20b?x=1", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Headers_OfRequestAndResponse_AreSetAndRemoved()
    {
        var gateway = await fixture.GatewayAsync();

        using var response = await gateway.GetAsync("dressed.localhost", "/", request => request.Headers.Add("X-Removed", "here"));
        var echo = (await BodyAsync(response)).Split('\n');

        Assert.Contains("X-Added: yes-indeed", echo);
        Assert.DoesNotContain(echo, header => header.StartsWith("X-Removed", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("by-gateway", Assert.Single(response.Headers.GetValues("X-Answered")));
        Assert.False(response.Headers.Contains("X-Served-By"));
    }
}
