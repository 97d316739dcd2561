namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Somebody may not come in; the message is for them.</summary>
internal sealed class SignInRefusedException(string message) : Exception(message);
