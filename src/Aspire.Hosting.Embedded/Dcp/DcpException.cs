using System.Net;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>DCP's API refused a request.</summary>
internal sealed class DcpException(string message, HttpStatusCode status) : Exception(message)
{
    /// <summary>The HTTP status: 409 for a name that exists, 422 for an object that is not valid.</summary>
    public HttpStatusCode Status { get; } = status;
}
