namespace Observability.StandIns;

/// <summary>Tells a request body that cannot be read, which is the sender's mistake, from a disk that cannot.</summary>
internal static class UnreadableBody
{
    /// <summary>
    /// The status to answer with, or null where it is something else. Kestrel throws its own exception for nearly everything; for a chunk
    /// whose size does not fit into a number it throws an <see cref="IOException"/> around the overflow.
    /// </summary>
    public static int? FindStatus(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
        _ => null,
    };
}
