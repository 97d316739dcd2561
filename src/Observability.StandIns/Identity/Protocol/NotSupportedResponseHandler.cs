using Microsoft.AspNetCore;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>Gives the errors of grants that the stand-in does not do the status 501.</summary>
internal sealed class NotSupportedResponseHandler : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    /// <summary>After OpenIddict has chosen the status of an error, before it writes the answer.</summary>
    public static int Order => OpenIddictServerAspNetCoreHandlers.AttachHttpResponseCode<ApplyTokenResponseContext>.Descriptor.Order + 500;

    /// <inheritdoc />
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Transaction.GetHttpRequest()?.HttpContext is { } http && NotSupported.MarkOf(http) is not null)
        {
            http.Response.StatusCode = StatusCodes.Status501NotImplemented;
        }

        return ValueTask.CompletedTask;
    }
}
