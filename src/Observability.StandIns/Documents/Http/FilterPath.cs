using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Http;

/// <summary>
/// Cuts an answer down to the paths that the client asks for
/// (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#common-options-response-filtering):
/// <code>
/// filter_path=took,items.*.error,-items.*.error.reason,hits.**.name
/// </code>
/// </summary>
internal static class FilterPath
{
    /// <summary>What is left of the node; null where nothing is.</summary>
    public static JsonNode? Apply(JsonNode? node, string filter)
    {
        var paths = filter.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[][] included = [.. paths.Where(path => path[0] != '-').Select(Split)];
        string[][] excluded = [.. paths.Where(path => path[0] == '-').Select(path => Split(path[1..]))];
        var kept = included.Length > 0 ? Keep(node, included) : node?.DeepClone();
        return excluded.Length > 0 ? Drop(kept, excluded) : kept;
    }

    // ** leads through any number of fields, so that a second one behind it says nothing more.
    private static string[] Split(string path)
    {
        var parts = path.Split('.');
        return [.. parts.Where((part, i) => part != "**" || i == 0 || parts[i - 1] != "**")];
    }

    private static JsonNode? Keep(JsonNode? node, string[][] paths)
    {
        if (paths.Any(path => path.Length == 0 || path is ["**"]))
        {
            return node?.DeepClone();
        }

        switch (node)
        {
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, value) in map)
                {
                    var rest = Follow(paths, name);
                    if (Keep(value, rest) is { } kept)
                    {
                        result[name] = kept;
                    }
                    else if (value is null && rest.Any(path => path.Length == 0))
                    {
                        result[name] = null;
                    }
                }

                return result.Count > 0 ? result : null;
            case JsonArray list:
                var items = list.Select(item => Keep(item, paths)).Where(item => item is not null).ToArray();
                return items.Length > 0 ? new JsonArray(items) : null;
            default:
                return null;
        }
    }

    private static JsonNode? Drop(JsonNode? node, string[][] paths)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var name in map.Select(entry => entry.Key).ToList())
                {
                    var rest = Follow(paths, name);
                    if (rest.Any(path => path.Length == 0))
                    {
                        map.Remove(name);
                    }
                    else if (rest.Length > 0)
                    {
                        Drop(map[name], rest);
                    }
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Drop(item, paths);
                }

                break;
        }

        return node;
    }

    /// <summary>What is left of the paths that lead through a field; <c>**</c> leads through any number of them.</summary>
    private static string[][] Follow(string[][] paths, string name)
    {
        var rest = new List<string[]>();
        foreach (var path in paths)
        {
            if (path.Length > 0 && path[0] == "**")
            {
                rest.Add(path);
                rest.AddRange(Follow([path[1..]], name));
            }
            else if (path.Length > 0 && Wildcard.IsMatch(path[0], name))
            {
                rest.Add(path[1..]);
            }
        }

        // The same rest is reached in many ways: there would be more of them with every level.
        return [.. rest.DistinctBy(static path => string.Join('.', path))];
    }
}
