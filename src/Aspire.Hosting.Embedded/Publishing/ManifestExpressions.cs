using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>Values in the manifest's own notation, such as <c>{grafana.bindings.http.url}</c>, and what they refer to.</summary>
internal sealed class ManifestExpressions
{
    private const string UriFormat = "uri";

    private readonly SortedDictionary<string, IResource> _dependents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ParameterResource> _uriEncoded = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReferenceExpression> _conditionals = new(StringComparer.Ordinal);

    /// <summary>Text stays as it is, what has an expression becomes it; what a value refers to is remembered.</summary>
    public string Format(object? value)
    {
        if (value is IResourceBuilder<IResource> builder)
        {
            value = builder.Resource;
        }

        AddDependents(value);
        return value switch
        {
            null => "",
            string text => text,
            ReferenceExpression expression => Format(expression),
            IManifestExpressionProvider provider => provider.ValueExpression,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }

    /// <summary>Remembers the resources that a value refers to.</summary>
    public void AddDependents(object? value) => AddDependents(value, []);

    /// <summary>Remembered resources that are not written yet; they are forgotten by this.</summary>
    public IReadOnlyList<IResource> TakeDependents(HashSet<string> written)
    {
        List<IResource> open = [.. _dependents.Values.Where(resource => !written.Contains(resource.Name))];
        _dependents.Clear();
        return open;
    }

    /// <summary>
    /// Writes a <c>value.v0</c> for each expression that a value decides: the branch it takes with the value that is
    /// configured now. Writing one can bring in more, and more dependent resources.
    /// </summary>
    public async Task WriteConditionalsAsync(Utf8JsonWriter writer, ValueProviderContext context, HashSet<string> written, CancellationToken cancellationToken)
    {
        while (_conditionals.FirstOrDefault(pair => !written.Contains(pair.Key)) is { Value: { } expression } next)
        {
            written.Add(next.Key);
            var value = await expression.Condition!.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            writer.WriteStartObject(next.Key);
            writer.WriteString("type", "value.v0");
            writer.WriteString("connectionString", Format(Choose(expression, value)));
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes an <c>annotated.string</c> for each parameter that is used in an encoded form.</summary>
    public void WriteFormattedParameters(Utf8JsonWriter writer)
    {
        foreach (var (name, parameter) in _uriEncoded)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "annotated.string");
            writer.WriteString("value", parameter.ValueExpression);
            writer.WriteString("filter", UriFormat);
            writer.WriteEndObject();
        }
    }

    private string Format(ReferenceExpression expression)
    {
        if (expression.ConditionalName is { } conditional)
        {
            _conditionals[conditional] = expression;
            return $"{{{conditional}.connectionString}}";
        }

        if (expression.IsConditional)
        {
            // The model alone decides: the condition is an endpoint's TLS.
            var tls = CompositeText.OfBoolean(((EndpointReferenceExpression)expression.Condition!).Endpoint.TlsEnabled);
            return Format(Choose(expression, tls));
        }

        if (expression.ValueProviders.Count == 0)
        {
            return expression.Format;
        }

        var values = new object[expression.ValueProviders.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var provider = expression.ValueProviders[index];
            values[index] = expression.StringFormats[index] == UriFormat && provider is ParameterResource parameter
                ? UriEncoded(parameter)
                : provider is ReferenceExpression inner ? Format(inner) : expression.ManifestExpressions[index];
        }

        // Doubled braces are the format's and the manifest's notation for a literal brace alike: they must survive.
        return string.Format(CultureInfo.InvariantCulture, CompositeText.KeepDoubledBraces(expression.Format), values);
    }

    private static ReferenceExpression Choose(ReferenceExpression conditional, string? value) =>
        (string.Equals(value, conditional.MatchValue, StringComparison.OrdinalIgnoreCase) ? conditional.WhenTrue : conditional.WhenFalse)!;

    private string UriEncoded(ParameterResource parameter)
    {
        var name = parameter.Name + "-uri-encoded";
        _uriEncoded[name] = parameter;
        return $"{{{name}.value}}";
    }

    private void AddDependents(object? value, HashSet<object> seen)
    {
        if (value is null or string || !seen.Add(value))
        {
            return;
        }

        if (value is IResource resource)
        {
            _dependents[resource.Name] = resource;
        }

        if (value is IValueWithReferences source)
        {
            foreach (var reference in source.References)
            {
                AddDependents(reference, seen);
            }
        }
    }
}
