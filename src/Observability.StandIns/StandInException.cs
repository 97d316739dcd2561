namespace Observability.StandIns;

/// <summary>A user's mistake: the message names the file and the field; it ends the program without a stack trace.</summary>
internal sealed class StandInException(string message) : Exception(message);
