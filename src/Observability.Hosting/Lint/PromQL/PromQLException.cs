namespace Observability.Hosting.Lint.PromQL;

/// <summary>An expression that is not PromQL.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="position">Where, counted in characters from 0.</param>
internal sealed class PromQLException(string message, int position) : Exception(message)
{
    /// <summary>Where, counted in characters from 0.</summary>
    public int Position { get; } = position;
}
