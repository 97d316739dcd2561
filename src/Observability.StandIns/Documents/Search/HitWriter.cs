using System.Text.Json;
using Observability.StandIns.Documents.Aggregations;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Search;

/// <summary>Writes hits, whose documents it reads from the disk.</summary>
internal sealed class HitWriter(SearchRequest search, IReadOnlyList<IndexScope> scopes, HitCollector collector, ChunkCache chunks)
{
    private const long MostBytes = 256L << 20;
    private readonly HighlightRequest? _highlight = search.Highlight is { } highlight ? HighlightRequest.Read(highlight, search.Query) : null;
    private long _bytes;

    /// <summary>Writes a hit.</summary>
    public void Write(Utf8JsonWriter writer, Hit hit)
    {
        var scope = scopes[hit.Scope];
        var entry = scope.Snapshot.Data.Documents[hit.Document];
        if (chunks.Read(entry) is not { Source: { } source } operation)
        {
            // Its index was deleted, or the document replaced and cleared away, while it was searched.
            return;
        }

        _bytes += source.Length;
        if (_bytes > MostBytes)
        {
            throw ApiErrors.Shard(
                "circuit_breaking_exception",
                $"[request] Data too large, data for [<hits>] would be larger than the limit of [{MostBytes}b]", 429);
        }

        writer.WriteStartObject();
        writer.WriteString("_index", scope.Index.Name);
        if (!search.IsBare)
        {
            writer.WriteString("_id", operation.Id);
        }

        if (search.HasVersion)
        {
            writer.WriteNumber("_version", operation.Version);
        }

        if (search.HasSequence)
        {
            writer.WriteNumber("_seq_no", operation.Sequence);
            writer.WriteNumber("_primary_term", 1);
        }

        if (search.Sort is null || search.Sort.Any(criterion => criterion.Field == "_score"))
        {
            writer.WriteNumber("_score", 1.0);
        }
        else
        {
            writer.WriteNull("_score");
        }

        if (search.Source.IsWanted)
        {
            writer.WritePropertyName("_source");
            search.Source.Write(writer, source);
        }

        WriteFields(writer, scope, hit, source);
        WriteSort(writer, hit);
        writer.WriteEndObject();
    }

    private void WriteFields(Utf8JsonWriter writer, IndexScope scope, Hit hit, ReadOnlyMemory<byte> source)
    {
        if (search.Fields.Count == 0 && search.ColumnFields.Count == 0 && _highlight is null)
        {
            return;
        }

        using var values = new SourceValues(source, scope.Index.Mapping.Fields);
        var found = new SortedDictionary<string, List<Action<Utf8JsonWriter>>>(StringComparer.Ordinal);
        foreach (var request in search.Fields)
        {
            foreach (var field in scope.FindAll(request.Pattern))
            {
                Add(
                    found, field,
                    values.Of(field).Select(value => (Action<Utf8JsonWriter>)(output => WriteSourceValue(output, field, request, value))));
            }
        }

        foreach (var request in search.ColumnFields)
        {
            foreach (var field in scope.FindAll(request.Pattern).Where(field => field.HasDocValues && field.Kind != FieldKind.Binary))
            {
                Add(found, field, ReadColumn(scope, field, request, hit.Document));
            }
        }

        if (found.Count > 0)
        {
            writer.WriteStartObject("fields");
            foreach (var (name, list) in found)
            {
                writer.WriteStartArray(name);
                list.ForEach(write => write(writer));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        if (_highlight?.Apply(scope, values) is { Count: > 0 } marked)
        {
            writer.WriteStartObject("highlight");
            foreach (var (name, fragments) in marked)
            {
                writer.WriteStartArray(name);
                fragments.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }
    }

    private static void Add(
        SortedDictionary<string, List<Action<Utf8JsonWriter>>> found, Field field, IEnumerable<Action<Utf8JsonWriter>> values)
    {
        var list = values.ToList();
        if (list.Count > 0)
        {
            found[field.Path] = list;
        }
    }

    private static void WriteSourceValue(Utf8JsonWriter writer, Field field, FieldRequest request, JsonElement value)
    {
        if (field.Kind == FieldKind.Date && field.Format.TryParse(value.ToString(), Zone.Utc, false, out var moment))
        {
            WriteDate(writer, field, request, moment);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static void WriteDate(Utf8JsonWriter writer, Field field, FieldRequest request, long moment) =>
        writer.WriteStringValue((request.Format ?? field.Format).Write(moment));

    private static List<Action<Utf8JsonWriter>> ReadColumn(IndexScope scope, Field field, FieldRequest request, int document)
    {
        var (block, within) = (Block.Of(document), Block.Within(document));
        var limit = scope.Snapshot.CountIn(block);
        var values = new List<Action<Utf8JsonWriter>>();
        if (scope.Terms(field) is { } terms)
        {
            var texts = new SortedSet<string>(Comparer<string>.Create(FieldMatchers.Compare));
            foreach (var term in new ValueCursor<int>(terms.Read(block, limit)).Of(within))
            {
                if (term >= 0)
                {
                    texts.Add(terms.Terms.GetText(term));
                }
            }

            values.AddRange(texts.Select(text => (Action<Utf8JsonWriter>)(writer => writer.WriteStringValue(text))));
        }

        if (scope.Numbers(field) is { } numbers)
        {
            var sorted = new ValueCursor<long>(numbers.Read(block, limit)).Of(within).ToArray();
            Array.Sort(sorted);
            values.AddRange(sorted.Select(number => (Action<Utf8JsonWriter>)(writer =>
            {
                switch (field.Kind)
                {
                    case FieldKind.Date:
                        WriteDate(writer, field, request, number);
                        break;
                    case FieldKind.Boolean:
                        writer.WriteBooleanValue(number == 1);
                        break;
                    case FieldKind.Double:
                        writer.WriteNumberValue(NumberColumn.Decode(number));
                        break;
                    default:
                        writer.WriteNumberValue(number);
                        break;
                }
            })));
        }

        return values;
    }

    private void WriteSort(Utf8JsonWriter writer, Hit hit)
    {
        if (search.Sort is not { Count: > 0 } criteria)
        {
            return;
        }

        writer.WriteStartArray("sort");
        for (var i = 0; i < criteria.Count; i++)
        {
            var (value, kind) = (hit.Values[i], collector.Kinds[i]);
            if (criteria[i].Field == "_score")
            {
                writer.WriteNumberValue(1.0);
            }
            else if (value.IsMissing)
            {
                WriteMissing(writer, criteria[i], kind);
            }
            else if (value.Text is { } text)
            {
                writer.WriteStringValue(text);
            }
            else if (kind == FieldKind.Double)
            {
                writer.WriteNumberValue(NumberColumn.Decode(value.Number));
            }
            else if (kind == FieldKind.Date && criteria[i].Format is { } format)
            {
                writer.WriteStringValue(format.Write(value.Number));
            }
            else
            {
                writer.WriteNumberValue(value.Number);
            }
        }

        writer.WriteEndArray();
    }

    // As the server, which has the smallest or the largest number where there is none.
    private static void WriteMissing(Utf8JsonWriter writer, SortCriterion criterion, FieldKind? kind)
    {
        var isLargest = criterion.MissingFirst == criterion.IsDescending;
        switch (kind)
        {
            case FieldKind.Long or FieldKind.Date or FieldKind.Boolean or null:
                writer.WriteNumberValue(isLargest ? long.MaxValue : long.MinValue);
                break;
            case FieldKind.Double:
                writer.WriteStringValue(isLargest ? "Infinity" : "-Infinity");
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
