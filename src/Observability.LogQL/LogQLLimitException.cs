namespace Observability.LogQL;

/// <summary>A query that was ended because it went past one of the <see cref="QueryLimits"/>.</summary>
/// <param name="limit">Name of the property of <see cref="QueryLimits"/>.</param>
/// <param name="message">What was exceeded, by how much where that is known, and what to do.</param>
public sealed class LogQLLimitException(string limit, string message) : LogQLException(message)
{
    /// <summary>Name of the property of <see cref="QueryLimits"/> that was exceeded.</summary>
    public string Limit { get; } = limit;
}
