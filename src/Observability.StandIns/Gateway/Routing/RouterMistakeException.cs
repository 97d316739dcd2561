namespace Observability.StandIns.Gateway.Routing;

/// <summary>A router cannot be put in force; the message says why.</summary>
internal sealed class RouterMistakeException(string message) : Exception(message);
