using Observability.LogQL.Syntax;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>Streams that are kept for a time of their own (<c>retention_stream</c>).</summary>
/// <param name="Selector">Which.</param>
/// <param name="Priority">The highest of those that fit decides.</param>
/// <param name="Period">How long.</param>
internal sealed record StreamRetention(StreamSelector Selector, int Priority, TimeSpan Period);
