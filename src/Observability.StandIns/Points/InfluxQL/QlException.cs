namespace Observability.StandIns.Points.InfluxQL;

/// <summary>A statement that is wrong, or asks for too much.</summary>
internal sealed class QlException(string message) : Exception(message)
{
    /// <summary>True for a text that is no InfluxQL: then nothing of the request is run.</summary>
    public bool IsSyntax { get; init; }

    /// <summary>A text that is no InfluxQL.</summary>
    public static QlException Syntax(string message) => new($"error parsing query: {message}") { IsSyntax = true };
}
