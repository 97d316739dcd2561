namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console log.</summary>
/// <param name="LineNumber">Number of the line, from 1.</param>
/// <param name="Content">The line, with the time in RFC 3339 before it.</param>
/// <param name="IsErrorMessage">True where it was written to standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
