using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Diagnostics;
using Observability.StandIns.Identity.Protocol;
using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Identity.Pages;

/// <summary>What a person sees in place of an answer without a body: a mistake of the application, or something that is not there.</summary>
internal static class StatusPage
{
    /// <summary>Writes it.</summary>
    public static Task WriteAsync(StatusCodeContext status, Realm realm)
    {
        var context = status.HttpContext;
        var feature = NotSupported.MarkOf(context);
        var (heading, message) = context.Response.StatusCode switch
        {
            StatusCodes.Status501NotImplemented => ("Not supported by the stand-in", NotSupported.Describe(feature ?? "this")),
            StatusCodes.Status404NotFound => ("Page not found", "There is nothing at this address."),
            _ => ("We are sorry …", context.GetOpenIddictServerResponse()?.ErrorDescription ?? "This request is not valid."),
        };
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(PageText.Page(realm.DisplayName, heading, PageText.Alert(message)), context.RequestAborted);
    }
}
