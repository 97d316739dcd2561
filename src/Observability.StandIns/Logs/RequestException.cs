namespace Observability.StandIns.Logs;

/// <summary>A request that is refused, with the status and the sentence that its sender gets.</summary>
/// <param name="status">The status.</param>
/// <param name="message">The sentence.</param>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    /// <summary>The status.</summary>
    public int Status { get; } = status;
}
