namespace Observability.StandIns.Points.LineProtocol;

/// <summary>A line that is not well formed.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Message">What is wrong, in the server's words.</param>
internal sealed record LineProblem(int Number, string Message);
