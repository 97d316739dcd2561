using System.Net;

namespace Observability.StandIns.Gateway.Rules;

/// <summary>What a rule sees of a request.</summary>
/// <param name="Host">Host without port, in lower case; empty where the request names none.</param>
/// <param name="Path">Path with only its reserved characters still encoded.</param>
/// <param name="Method">Method.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Query">Query.</param>
/// <param name="Client">Address of the other side of the connection, whatever it claims to forward.</param>
internal sealed record RuleRequest(
    string Host, string Path, string Method, IHeaderDictionary Headers, IQueryCollection Query, IPAddress? Client);
