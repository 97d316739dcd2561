using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Observability.LogQL.Text;

namespace Observability.LogQL;

/// <summary>
/// Labels in the order of their names, each name once. Immutable; equal by content. Streams and metadata have no empty labels; a parser
/// that was told to keep or to find some may make them.
/// </summary>
public sealed class LabelSet : IReadOnlyList<Label>, IEquatable<LabelSet>
{
    private readonly Label[] _labels;
    private readonly int _hash;

    private LabelSet(Label[] labels)
    {
        _labels = labels;
        var hash = default(HashCode);
        foreach (var label in labels)
        {
            hash.Add(label.Name.GetHashCode(StringComparison.Ordinal));
            hash.Add(label.Value.GetHashCode(StringComparison.Ordinal));
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>No labels.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _labels.Length;

    /// <inheritdoc />
    public Label this[int index] => _labels[index];

    /// <summary>The labels as a span, for loops that must not allocate.</summary>
    public ReadOnlySpan<Label> Span => _labels;

    /// <summary>Labels from pairs in any order. Of a name that comes twice the last value is kept; empty values are left out.</summary>
    public static LabelSet Create(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            sorted[name] = value;
        }

        return FromSorted([.. sorted.Where(label => label.Value.Length > 0).Select(label => new Label(label.Key, label.Value))]);
    }

    /// <summary>Labels from pairs in any order, as <see cref="Create(IEnumerable{KeyValuePair{string, string}})"/> takes them.</summary>
    public static LabelSet Create(params IEnumerable<(string Name, string Value)> labels) =>
        Create(labels.Select(label => KeyValuePair.Create(label.Name, label.Value)));

    /// <summary>Value of a label, empty where there is no such label.</summary>
    public string this[string name] => TryGetValue(name, out var value) ? value : string.Empty;

    /// <summary>Finds the value of a label.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var label in _labels)
        {
            if (string.Equals(label.Name, name, StringComparison.Ordinal))
            {
                value = label.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public bool Equals(LabelSet? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _labels.AsSpan().SequenceEqual(other._labels));

    /// <summary>Compares name by name and value by value; of two that begin alike the shorter is first.</summary>
    public static int Compare(LabelSet left, LabelSet right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var order = string.CompareOrdinal(left[i].Name, right[i].Name);
            order = order != 0 ? order : string.CompareOrdinal(left[i].Value, right[i].Value);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public IEnumerator<Label> GetEnumerator() => _labels.AsEnumerable().GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The labels as Loki writes them: <c>{app="web", level="info"}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (var label in _labels)
        {
            text.Append(text.Length > 1 ? ", " : string.Empty).Append(label.Name).Append('=').Append(GoText.Quote(label.Value));
        }

        return text.Append('}').ToString();
    }

    internal static LabelSet FromSorted(Label[] labels) => labels.Length == 0 && Empty is not null ? Empty : new LabelSet(labels);
}
