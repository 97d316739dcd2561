namespace Observability.LogQL;

/// <summary>A query that Loki would answer and this library does not.</summary>
/// <param name="feature">What it does not support, as the language names it.</param>
public sealed class LogQLNotSupportedException(string feature) : LogQLException($"{feature} is not supported here")
{
    /// <summary>What is not supported, as the language names it.</summary>
    public string Feature { get; } = feature;
}
