using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// What new indices are made from: composable templates, of which the one of the highest priority counts, with the components that it
/// names (https://www.elastic.co/docs/manage-data/data-store/templates); and where none fits the legacy ones, all that fit in their
/// order.
/// </summary>
internal sealed class Templates
{
    /// <summary>Kind of the composable templates.</summary>
    public const string Composable = "index_template";

    /// <summary>Kind of the components.</summary>
    public const string Component = "component_template";

    /// <summary>Kind of the legacy templates.</summary>
    public const string Legacy = "template";

    private readonly DocumentDatabase _database;
    private ImmutableSortedDictionary<(string Kind, string Name), JsonElement> _templates =
        ImmutableSortedDictionary.Create<(string, string), JsonElement>(Comparer<(string Kind, string Name)>.Create(static (left, right) =>
            string.CompareOrdinal(left.Kind, right.Kind) is not 0 and var byKind ? byKind : string.CompareOrdinal(left.Name, right.Name)));

    /// <summary>Reads those that are kept.</summary>
    public Templates(DocumentDatabase database)
    {
        _database = database;
        foreach (var kind in (string[])[Composable, Component, Legacy])
        {
            foreach (var (_, name, text) in database.ReadTexts(kind))
            {
                _templates = _templates.SetItem((kind, name), Parse(text));
            }
        }
    }

    /// <summary>The templates of a kind whose names fit a pattern, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Find(string kind, string pattern) => _templates
        .Where(entry => entry.Key.Kind == kind && pattern.Split(',').Any(part => part == "_all" || Wildcard.IsMatch(part, entry.Key.Name)))
        .Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    /// <summary>Sets a template.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public void Put(string kind, string name, JsonObject body)
    {
        var template = JsonSerializer.SerializeToElement(body);
        Validate(kind, name, template);
        _database.Change(change => change.SetText(kind, name, template.GetRawText()));
        _templates = _templates.SetItem((kind, name), template);
    }

    /// <summary>Takes templates away; false where there is none.</summary>
    public bool Delete(string kind, string pattern)
    {
        var names = Find(kind, pattern).Select(entry => entry.Key).ToList();
        _database.Change(change => names.ForEach(name => change.DeleteText(kind, name)));
        _templates = _templates.RemoveRange(names.Select(name => (kind, name)));
        return names.Count > 0;
    }

    /// <summary>The <c>template</c> parts that a new index is made from, in the order in which they apply.</summary>
    /// <exception cref="ApiException">The index would be a data stream, which is not supported.</exception>
    public IReadOnlyList<JsonElement> For(string index)
    {
        var composable = _templates.Where(entry => entry.Key.Kind == Composable && Fits(entry.Value, index))
            .OrderByDescending(entry => Priority(entry.Value)).Select(entry => entry.Value).FirstOrDefault();
        if (composable.ValueKind == JsonValueKind.Undefined)
        {
            return [.. _templates.Where(entry => entry.Key.Kind == Legacy && Fits(entry.Value, index)).OrderBy(entry => Order(entry.Value)).Select(entry => entry.Value)];
        }

        var parts = new List<JsonElement>();
        if (composable.TryGet("composed_of", out var components))
        {
            parts.AddRange(components.Items()
                .Select(component => _templates.GetValueOrDefault((Component, component.ToString())))
                .Where(component => component.ValueKind != JsonValueKind.Undefined)
                .Select(component => component.GetProperty("template")));
        }

        if (composable.TryGet("template", out var own))
        {
            parts.Add(own);
        }

        return parts;
    }

    private void Validate(string kind, string name, JsonElement template)
    {
        string[] known = kind switch
        {
            Composable => [
                "index_patterns", "composed_of", "template", "priority", "version", "_meta", "allow_auto_create", "data_stream",
                "ignore_missing_component_templates", "deprecated"],
            Component => ["template", "version", "_meta", "deprecated"],
            _ => ["index_patterns", "order", "version", "settings", "mappings", "aliases", "template"],
        };
        foreach (var property in template.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            throw ApiErrors.XContent($"[1:1] [{kind}] unknown field [{property.Name}]");
        }

        if (template.TryGet("data_stream", out _))
        {
            throw ApiErrors.NotSupported("data streams (index template with [data_stream])");
        }

        if (kind == Component)
        {
            if (!template.TryGet("template", out _))
            {
                throw ApiErrors.XContent("[1:1] Required [template]");
            }
        }
        else if (!template.TryGet("index_patterns", out var patterns) || Patterns(patterns).Count == 0)
        {
            throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: index patterns are missing;");
        }

        CheckComponents(kind, name, template);
        if (kind == Composable)
        {
            CheckPriority(name, template);
        }

        // What it would make is made once, so that a mistake shows now and not in the first document.
        var part = kind == Legacy ? template : template.TryGet("template", out var inner) ? inner : default;
        if (part.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            throw ApiErrors.XContent($"[1:1] [{kind}] [template] must be a map");
        }

        if (part.ValueKind == JsonValueKind.Object)
        {
            IndexBlueprint.Create([part]);
        }
    }

    private void CheckComponents(string kind, string name, JsonElement template)
    {
        if (kind != Composable || !template.TryGet("composed_of", out var components))
        {
            return;
        }

        var optional = template.TryGet("ignore_missing_component_templates", out var ignored)
            ? ignored.Items().Select(item => item.ToString()).ToList() : [];
        var missing = components.Items().Select(item => item.ToString())
            .Where(component => !_templates.ContainsKey((Component, component)) && !optional.Contains(component)).ToList();
        if (missing.Count > 0)
        {
            throw new ApiException(
                400, "invalid_index_template_exception", $"index_template [{name}] invalid, cause [index template [{name}] specifies component templates [{string.Join(", ", missing)}] that do not exist]");
        }
    }

    private void CheckPriority(string name, JsonElement template)
    {
        var patterns = Patterns(template.GetProperty("index_patterns"));
        foreach (var (other, value) in Find(Composable, "*").Where(
            entry => entry.Key != name && Priority(entry.Value) == Priority(template)))
        {
            var overlapping = Patterns(value.GetProperty("index_patterns")).Where(
                theirs => patterns.Any(ours => MayOverlap(theirs, ours))).ToList();
            if (overlapping.Count > 0)
            {
                throw ApiErrors.IllegalArgument(
                    $"index template [{name}] has index patterns [{string.Join(", ", patterns)}] matching patterns from existing templates [{other}] with patterns ({other} => [{string.Join(", ", overlapping)}]) that have the same priority [{Priority(template)}], multiple index templates may not match during index creation, please use a different priority");
            }
        }
    }

    // Two patterns have a name in common when one fits the other's own text; so far as stars stand at the end, which is where they do.
    private static bool MayOverlap(string left, string right) => Wildcard.IsMatch(left, right) || Wildcard.IsMatch(right, left);

    private static bool Fits(JsonElement template, string index) =>
        Patterns(template.GetProperty("index_patterns")).Any(pattern => Wildcard.IsMatch(pattern, index));

    private static List<string> Patterns(JsonElement patterns) => patterns.ValueKind == JsonValueKind.Array
        ? [.. patterns.EnumerateArray().Select(pattern => pattern.ToString())]
        : [.. patterns.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static long Priority(JsonElement template) => Number(template, "priority");

    private static long Order(JsonElement template) => Number(template, "order");

    private static long Number(JsonElement template, string name) =>
        template.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
