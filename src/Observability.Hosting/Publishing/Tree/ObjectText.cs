using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>
/// Writes typed Kubernetes objects as YAML, the names of their fields taken from the types. The client's own serializer writes the same,
/// needs a second and a half to begin with and three times as long for each object (docs/decisions/0007).
/// </summary>
internal static partial class ObjectText
{
    private static readonly EmitterSettings s_settings = new(
        bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true, newLine: "\n");

    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Get)[]> s_fields = new();

    /// <summary>One document.</summary>
    public static string Write(IKubernetesObject value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(text, s_settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        EmitFields(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    // What an object is and its name first, then in the order of the alphabet.
    private static void EmitFields(Emitter emitter, object value)
    {
        var isEmpty = true;
        foreach (var (name, get) in s_fields.GetOrAdd(value.GetType(), FindFields))
        {
            if (get(value) is { } content)
            {
                isEmpty = Start(emitter, isEmpty);
                emitter.Emit(new Scalar(name));
                Emit(emitter, content);
            }
        }

        End(emitter, isEmpty);
    }

    private static void EmitPairs(Emitter emitter, IDictionary pairs)
    {
        var isEmpty = true;
        foreach (var key in pairs.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            isEmpty = Start(emitter, isEmpty);
            EmitText(emitter, key);
            Emit(emitter, pairs[key]!);
        }

        End(emitter, isEmpty);
    }

    private static bool Start(Emitter emitter, bool isEmpty)
    {
        if (isEmpty)
        {
            emitter.Emit(new MappingStart());
        }

        return false;
    }

    private static void End(Emitter emitter, bool isEmpty)
    {
        if (isEmpty)
        {
            emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Flow));
        }

        emitter.Emit(new MappingEnd());
    }

    private static void Emit(Emitter emitter, object value)
    {
        switch (value)
        {
            case string text:
                EmitText(emitter, text);
                break;
            case bool flag:
                emitter.Emit(new Scalar(flag ? "true" : "false"));
                break;
            case int or long:
                emitter.Emit(new Scalar(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)));
                break;
            case IntOrString port:
                EmitPort(emitter, port.Value);
                break;
            case ResourceQuantity quantity:
                EmitText(emitter, quantity.ToString());
                break;
            case IDictionary pairs:
                EmitPairs(emitter, pairs);
                break;
            case IEnumerable items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                EmitFields(emitter, value);
                break;
        }
    }

    private static void EmitPort(Emitter emitter, string port)
    {
        if (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            emitter.Emit(new Scalar(port));
        }
        else
        {
            EmitText(emitter, port);
        }
    }

    // Lines as they are where YAML lets them; in quotes what a reader would take for something else than text.
    private static void EmitText(Emitter emitter, string text)
    {
        var style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
            : text.Length == 0 || OtherThanText().IsMatch(text) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    private static (string Name, Func<object, object?> Get)[] FindFields(Type type) =>
    [
        .. type.GetProperties()
            .Select(property => (Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name!, Property: property))
            .Where(field => field.Name is not null)
            .OrderBy(field => field.Name switch { "apiVersion" => 0, "kind" => 1, "metadata" => 2, "name" => 3, _ => 4 })
            .ThenBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => (field.Name, (Func<object, object?>)field.Property.GetValue)),
    ];

    // Booleans, nothing, numbers and dates of YAML 1.1 and 1.2 (https://yaml.org/type/), which a reader of either would turn into such.
    [GeneratedRegex(@"^(~|null|true|false|y|n|yes|no|on|off|[-+]?[0-9][0-9_]*|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o?[0-7]+|[-+]?\.(inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherThanText();
}
