namespace Observability.StandIns.Points.Flux;

/// <summary>A query that is wrong, asks for too much, or for something that the stand-in does not do.</summary>
/// <param name="code">The API's code, as <c>invalid</c>.</param>
/// <param name="message">What is wrong.</param>
internal sealed class FluxException(string code, string message) : Exception(message)
{
    /// <summary>A query that is wrong.</summary>
    public const string Invalid = "invalid";

    /// <summary>Something that it names does not exist.</summary>
    public const string NotFound = "not found";

    /// <summary>It would take more time, rows or memory than a query may.</summary>
    public const string TooExpensive = "unprocessable entity";

    /// <summary>A query that is wrong.</summary>
    public FluxException(string message)
        : this(Invalid, message)
    {
    }

    /// <summary>The API's code.</summary>
    public string Code => code;

    /// <summary>Something of Flux that the stand-in does not do.</summary>
    public static FluxException NotSupported(string feature) => new($"{feature}: this stand-in for InfluxDB does not support it");
}
