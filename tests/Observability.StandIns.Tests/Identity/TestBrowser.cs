namespace Observability.StandIns.Tests.Identity;

/// <summary>A person's browser: keeps cookies, follows no redirect by itself.</summary>
internal sealed class TestBrowser(IdentityBackend backend) : IDisposable
{
    private readonly HttpClient _client = new(new BrowserCookies(backend.CreateHandler()));

    public Task<WebPage> GetAsync(Uri url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    public Task<WebPage> SubmitAsync(WebForm form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) });

    /// <summary>Opens a URL and follows redirects as long as they stay at the identity provider.</summary>
    public async Task<WebPage> OpenAsync(Uri url) => await FollowAsync(await GetAsync(url));

    /// <summary>Fills the sign-in form of a page and sends it.</summary>
    public async Task<WebPage> SignInAsync(WebPage page, string userName, string password)
    {
        var form = page.Form;
        Assert.NotNull(form);
        form.Fields["username"] = userName;
        form.Fields["password"] = password;
        return await FollowAsync(await SubmitAsync(form));
    }

    public void Dispose() => _client.Dispose();

    private async Task<WebPage> FollowAsync(WebPage page)
    {
        while (page.Location is { } next && next.Authority == page.Url.Authority)
        {
            page = await GetAsync(next);
        }

        return page;
    }

    private async Task<WebPage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            var location = response.Headers.Location is { } target ? new Uri(request.RequestUri!, target) : null;
            return new WebPage(
                response.StatusCode,
                request.RequestUri!,
                location,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                response.Headers);
        }
    }
}
