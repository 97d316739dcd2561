namespace Observability.StandIns.Tests.Dashboards;

/// <summary>What a store was asked.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path, decoded.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Form">Parameters of the query, or of the form where there is one.</param>
/// <param name="Body">Body.</param>
/// <param name="Headers">Headers.</param>
internal sealed record StoreRequest(
    string Method, string Path, string Target, IReadOnlyDictionary<string, string> Form, string Body, IReadOnlyDictionary<string,
        string> Headers);
