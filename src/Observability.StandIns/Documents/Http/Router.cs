namespace Observability.StandIns.Documents.Http;

/// <summary>Answers a request.</summary>
internal delegate Task<ApiResponse> ApiHandler(ApiRequest request);

/// <summary>
/// Finds who answers a path. Patterns look so: <c>{index}/_doc/{id}</c>. A literal goes before a name; the name of an index is
/// never one that begins with <c>_</c>, but for <c>_all</c>.
/// </summary>
internal sealed class Router
{
    private readonly List<(string[] Methods, string[] Pattern, ApiHandler Handler)> _routes = [];

    /// <summary>Adds routes.</summary>
    /// <param name="methods">Methods with <c>|</c> between them; whoever takes GET takes HEAD.</param>
    /// <param name="handler">Who answers.</param>
    /// <param name="patterns">The paths.</param>
    public void Map(string methods, ApiHandler handler, params ReadOnlySpan<string> patterns)
    {
        var list = methods.Split('|').ToList();
        if (list.Contains("GET"))
        {
            list.Add("HEAD");
        }

        foreach (var pattern in patterns)
        {
            _routes.Add(([.. list], pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), handler));
        }
    }

    /// <summary>As the other overload, for who answers without waiting.</summary>
    public void Map(string methods, Func<ApiRequest, ApiResponse> handler, params ReadOnlySpan<string> patterns) =>
        Map(methods, request => Task.FromResult(handler(request)), patterns);

    /// <summary>Who answers, and the named parts of the path.</summary>
    /// <exception cref="ApiException">405 for another method, 501 for an API that is not here, 400 for what is none.</exception>
    public (ApiHandler Handler, Dictionary<string, string> Parts) Find(string method, IReadOnlyList<string> path, string uri)
    {
        var fitting = _routes.Where(route => Fits(route.Pattern, path)).OrderByDescending(
            route => route.Pattern.Count(part => part[0] != '{')).ToList();
        if (fitting.Find(route => route.Methods.Contains(method)) is { Handler: { } handler, Pattern: var pattern })
        {
            var parts = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < pattern.Length; i++)
            {
                if (pattern[i][0] == '{')
                {
                    parts[pattern[i].Trim('{', '}')] = path[i];
                }
            }

            return (handler, parts);
        }

        if (fitting.Count > 0)
        {
            var allowed = string.Join(", ", fitting.SelectMany(route => route.Methods).Distinct().Order(StringComparer.Ordinal));
            throw new ApiException(
                405, "illegal_argument_exception", $"Incorrect HTTP method for uri [{uri}] and method [{method}], allowed: [{allowed}]");
        }

        throw path.FirstOrDefault(part => part.StartsWith('_')) is { } api
            ? ApiErrors.NotSupported($"{method} /{string.Join('/', path)} (API {api})")
            : ApiErrors.IllegalArgument($"no handler found for uri [{uri}] and method [{method}]");
    }

    private static bool Fits(string[] pattern, IReadOnlyList<string> path)
    {
        if (pattern.Length != path.Count)
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            var isFit = pattern[i] switch
            {
                "{index}" => path[i] == "_all" || !path[i].StartsWith('_'),
                ['{', ..] => true,
                var literal => literal == path[i],
            };
            if (!isFit)
            {
                return false;
            }
        }

        return true;
    }
}
