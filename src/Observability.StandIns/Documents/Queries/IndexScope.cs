using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Queries;

/// <summary>One index at one moment, as a search looks at it.</summary>
internal sealed class IndexScope
{
    private readonly IReadOnlyDictionary<string, Field> _fields;

    /// <summary>Makes one.</summary>
    /// <param name="index">The index.</param>
    /// <param name="snapshot">Its documents; taken before this, so that their fields are known.</param>
    /// <param name="now">The moment of the search, in milliseconds.</param>
    /// <param name="budget">What the search may cost.</param>
    public IndexScope(DocumentIndex index, Snapshot snapshot, long now, SearchBudget budget)
    {
        (Index, Snapshot, Now, Budget) = (index, snapshot, now, budget);
        _fields = index.Mapping.Fields;
    }

    /// <summary>The index.</summary>
    public DocumentIndex Index { get; }

    /// <summary>Its documents.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The moment of the search, in milliseconds.</summary>
    public long Now { get; }

    /// <summary>What the search may cost.</summary>
    public SearchBudget Budget { get; }

    /// <summary>Every field.</summary>
    public IEnumerable<Field> Fields => _fields.Values;

    /// <summary>A field by its full name, or null.</summary>
    public Field? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The fields that a name or a pattern stands for.</summary>
    public IEnumerable<Field> FindAll(string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? _fields.Values.Where(field => Wildcard.IsMatch(pattern, field.Path)).OrderBy(field => field.Id)
        : Find(pattern) is { } field ? [field] : [];

    /// <summary>The numbers of a field; null where no document has one.</summary>
    public NumberColumn? Numbers(Field field) => Snapshot.Data.Find(field) as NumberColumn;

    /// <summary>The terms of a field; null where no document has one.</summary>
    public TermColumn? Terms(Field field) => Snapshot.Data.Find(field) as TermColumn;
}
