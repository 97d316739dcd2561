using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Fields that a text is looked for in: names and patterns, whose boosts (<c>title^2</c>) change nothing here.</summary>
/// <param name="Patterns">The names and patterns.</param>
internal sealed record FieldSelection(IReadOnlyList<string> Patterns)
{
    /// <summary>True where a pattern has every field: then what suits a field's type alone is looked for in it.</summary>
    public bool IsEverything => Patterns.Contains("*");

    /// <summary>Parses names.</summary>
    public static FieldSelection Parse(IEnumerable<string> names) => new([.. names.Select(name =>
    {
        var boost = name.IndexOf('^', StringComparison.Ordinal);
        return boost < 0 ? name : name[..boost];
    })]);

    /// <summary>The fields of an index.</summary>
    public IReadOnlyList<Field> Of(IndexScope scope) =>
        [.. Patterns.SelectMany(scope.FindAll).Where(field => field.Kind != FieldKind.Binary && (field.IsIndexed || field.HasDocValues)).Distinct()];
}
