namespace Observability.StandIns.Logs.Http;

/// <summary>What answers a request.</summary>
/// <param name="Name">Its name in the metrics.</param>
/// <param name="Methods">The methods that it takes, with blanks between them.</param>
/// <param name="Handle">Answers.</param>
internal sealed record Route(string Name, string Methods, Func<HttpContext, Task> Handle);
