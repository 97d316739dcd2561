using Observability.LogQL.Pipeline;

namespace Observability.LogQL.Templates.Nodes;

/// <summary>A field, or a field of a field: <c>.a.b</c>, <c>$x.a</c>, <c>(fromJson .y).a</c>; without fields the dot itself.</summary>
/// <param name="Source">What it is a field of; null for the dot.</param>
/// <param name="Fields">The names.</param>
internal sealed record FieldOperand(Operand? Source, IReadOnlyList<string> Fields) : Operand
{
    /// <inheritdoc />
    public override object? Evaluate(TemplateScope scope)
    {
        var value = Source is null ? scope.Dot : Source.Evaluate(scope);
        foreach (var field in Fields)
        {
            value = value switch
            {
                // A label that is not there is empty, a member of JSON that is not there is nothing.
                LineLabels labels => labels.GetOrEmpty(field),
                SortedDictionary<string, object?> map => map.GetValueOrDefault(field),
                null => throw new TemplateException($"nil data; no entry for key \"{field}\""),
                _ => throw new TemplateException($"can't evaluate field {field} in type {GoValue.TypeOf(value)}"),
            };
        }

        return value;
    }
}
