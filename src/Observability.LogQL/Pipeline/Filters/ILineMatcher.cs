namespace Observability.LogQL.Pipeline.Filters;

/// <summary>What a line is searched for.</summary>
internal interface ILineMatcher
{
    /// <summary>Whether it is in a line.</summary>
    bool IsMatch(ReadOnlySpan<byte> line);
}
