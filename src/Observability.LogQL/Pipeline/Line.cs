namespace Observability.LogQL.Pipeline;

/// <summary>The line that is being processed. One object serves all lines of a thread.</summary>
internal sealed class Line
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public long Time { get; set; }

    /// <summary>Its text as UTF-8, as the stages so far have left it.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    /// <summary>Its labels, as the stages so far have left them.</summary>
    public LineLabels Labels { get; } = new();
}
