namespace Observability.StandIns.Points.LineProtocol;

/// <summary>Ends the parsing of one line.</summary>
internal sealed class LineProtocolException(string message) : Exception(message);
