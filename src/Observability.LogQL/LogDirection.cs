namespace Observability.LogQL;

/// <summary>The order in which entries are wanted.</summary>
public enum LogDirection
{
    /// <summary>The newest first.</summary>
    Backward,

    /// <summary>The oldest first.</summary>
    Forward,
}
