using System.Collections.Specialized;
using System.Net;
using System.Net.Http.Headers;
using System.Web;

namespace Observability.StandIns.Tests.Identity;

/// <summary>An answer as a browser sees it, redirects not followed.</summary>
internal sealed record WebPage(HttpStatusCode Status, Uri Url, Uri? Location, string Content, HttpResponseHeaders Headers)
{
    public WebForm? Form => WebForm.Find(Url, Content);

    /// <summary>Parameters of the URL that the browser is sent to.</summary>
    public NameValueCollection Answer => HttpUtility.ParseQueryString(Location?.Query ?? string.Empty);
}
