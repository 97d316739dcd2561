namespace Observability.LogQL.Syntax;

/// <summary>How the text of a label becomes a number.</summary>
public enum UnwrapConversion
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>A duration such as <c>1m30s</c>, as seconds: <c>duration</c> or <c>duration_seconds</c>.</summary>
    Duration,

    /// <summary>A size such as <c>5 MiB</c>, as bytes.</summary>
    Bytes,
}
