namespace Observability.StandIns.Dashboards.Queries;

/// <summary>A query has no answer; the message is for the person who looks at the panel.</summary>
/// <param name="message">Why.</param>
/// <param name="status">Status as of HTTP.</param>
/// <param name="isStoresFault">True where the store refused or does not answer.</param>
internal sealed class QueryException(string message, int status = 400, bool isStoresFault = false) : Exception(message)
{
    /// <summary>Status as of HTTP.</summary>
    public int Status => status;

    /// <summary>True where the store refused or does not answer.</summary>
    public bool IsStoresFault => isStoresFault;

    /// <summary>Something that Grafana does and the stand-in does not.</summary>
    public static QueryException NotSupported(string feature) => new($"The dashboards stand-in does not support {feature}.", 501);
}
