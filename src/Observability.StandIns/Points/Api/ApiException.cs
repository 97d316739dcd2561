namespace Observability.StandIns.Points.Api;

/// <summary>An error answer, as the API documents it: a status, a code and a message.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The API's code for it.</param>
/// <param name="message">What is wrong.</param>
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The API's code.</summary>
    public string Code => code;

    /// <summary>The number of the line of the body that is wrong.</summary>
    public int? Line { get; init; }

    /// <summary>A request that is wrong.</summary>
    public static ApiException Invalid(string message) => new(StatusCodes.Status400BadRequest, "invalid", message);

    /// <summary>A request without a token that is known.</summary>
    public static ApiException Unauthorized() => new(StatusCodes.Status401Unauthorized, "unauthorized", "unauthorized access");

    /// <summary>A request of something that the token may not.</summary>
    public static ApiException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "forbidden", message);

    /// <summary>Something that is not there.</summary>
    public static ApiException NotFound(string message) => new(StatusCodes.Status404NotFound, "not found", message);

    /// <summary>Something that cannot be done as things are.</summary>
    public static ApiException Unprocessable(string message) =>
        new(StatusCodes.Status422UnprocessableEntity, "unprocessable entity", message);

    /// <summary>Something that is there already.</summary>
    public static ApiException Conflict(string message) => new(StatusCodes.Status422UnprocessableEntity, "conflict", message);

    /// <summary>A body that is too large.</summary>
    public static ApiException TooLarge(string message) => new(StatusCodes.Status413PayloadTooLarge, "request too large", message);

    /// <summary>Something that InfluxDB does and the stand-in does not.</summary>
    public static ApiException NotSupported(string feature) => new(
        StatusCodes.Status501NotImplemented, "not implemented", $"This is a stand-in for InfluxDB, which does not do {feature}.");
}
