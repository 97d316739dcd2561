using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>
/// Writes typed Kubernetes objects as YAML, the names of their fields taken from the types. The client's own serializer writes the same
/// and needs a second and a half to begin with (docs/decisions/0007).
/// </summary>
internal static class ObjectText
{
    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> s_fields = new();

    /// <summary>One document.</summary>
    public static string Write(IKubernetesObject value) => YamlText.Write(ToMap(value));

    /// <summary>An object as a map: what it is and its name first, then in the order of the alphabet.</summary>
    public static YamlMap ToMap(object value)
    {
        var map = new YamlMap();
        foreach (var (name, property) in s_fields.GetOrAdd(value.GetType(), FindFields))
        {
            map.Add(name, ToYaml(property.GetValue(value)));
        }

        return map;
    }

    private static object? ToYaml(object? value) => value switch
    {
        string text when text.Contains('\n', StringComparison.Ordinal) => new YamlBlock(text),
        null or string or bool or int or long => value,
        IntOrString port => int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : port.Value,
        ResourceQuantity quantity => quantity.ToString(),
        IDictionary pairs => ToMap(pairs),
        IEnumerable items => items.Cast<object>().Select(ToYaml).Select(item => item is YamlMap map ? map.Entries : item).ToList(),
        _ => ToMap(value),
    };

    private static YamlMap ToMap(IDictionary pairs)
    {
        var map = new YamlMap();
        foreach (var key in pairs.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            map.Add(key, ToYaml(pairs[key]));
        }

        return map;
    }

    private static (string Name, PropertyInfo Property)[] FindFields(Type type) =>
    [
        .. type.GetProperties()
            .Select(property => (Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name!, Property: property))
            .Where(field => field.Name is not null)
            .OrderBy(field => field.Name switch { "apiVersion" => 0, "kind" => 1, "metadata" => 2, "name" => 3, _ => 4 })
            .ThenBy(field => field.Name, StringComparer.Ordinal),
    ];
}
