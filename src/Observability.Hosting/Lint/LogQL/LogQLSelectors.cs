using Observability.Hosting.Lint.PromQL;

namespace Observability.Hosting.Lint.LogQL;

/// <summary>
/// Finds the stream selectors of a LogQL query (https://grafana.com/docs/loki/latest/query/log_queries/#log-stream-selector), which
/// are written as PromQL writes them. The pipeline behind a selector is left to Loki: it makes labels of its own.
/// </summary>
internal static class LogQLSelectors
{
    /// <summary>The selectors, in the order of the text.</summary>
    /// <exception cref="PromQLException">A selector or a text does not end, a selector is none, or there is no selector.</exception>
    public static IReadOnlyList<Selector> Find(string query)
    {
        var selectors = new List<Selector>();
        var start = -1;
        for (var i = 0; i < query.Length; i++)
        {
            switch (query[i])
            {
                case '"' or '`':
                    i = EndOfText(query, i);
                    break;
                case '#' when start < 0:
                    i = query.IndexOf('\n', i) is var end and >= 0 ? end : query.Length;
                    break;
                case '{' when start < 0:
                    start = i;
                    break;
                case '}' when start >= 0:
                    selectors.AddRange(Parse(query, start, i));
                    start = -1;
                    break;
            }
        }

        return start >= 0 ? throw new PromQLException("the selector does not end", start)
            : selectors.Count > 0 ? selectors
            : throw new PromQLException("there is no selector such as {resource=\"prometheus\"}", 0);
    }

    private static IEnumerable<Selector> Parse(string query, int start, int end)
    {
        try
        {
            return Parser.FindSelectors(query[start..(end + 1)]).Select(selector => selector with { Position = start });
        }
        catch (PromQLException error)
        {
            throw new PromQLException(error.Message, start + error.Position);
        }
    }

    private static int EndOfText(string query, int start)
    {
        for (var i = start + 1; i < query.Length; i++)
        {
            if (query[i] == '\\' && query[start] == '"')
            {
                i++;
            }
            else if (query[i] == query[start])
            {
                return i;
            }
        }

        throw new PromQLException("the text does not end", start);
    }
}
