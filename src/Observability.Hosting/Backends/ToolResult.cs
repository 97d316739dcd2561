namespace Observability.Hosting.Backends;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output, then standard error.</param>
internal sealed record ToolResult(int ExitCode, string Output);
