namespace Observability.LogQL.Syntax;

/// <summary>Lines of a time before: <c>{app="web"} | json | unwrap took [5m] offset 1h</c>.</summary>
/// <param name="Logs">Which lines.</param>
/// <param name="Unwrap">Which label is the value; null where lines are counted.</param>
/// <param name="Interval">How much time, in nanoseconds.</param>
/// <param name="Offset">How long before, in nanoseconds.</param>
public sealed record LogRange(LogExpression Logs, Unwrap? Unwrap, long Interval, long Offset);
