namespace Observability.LogQL.Tests.Differential;

/// <summary>A value of a series.</summary>
/// <param name="Labels">Which series.</param>
/// <param name="Value">The value.</param>
internal sealed record NaiveSample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>The labels as a text that is the same for the same labels.</summary>
    public string Key => Write(Labels);

    public static string Write(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    public string KeyBy(IReadOnlyCollection<string> names, bool isWithout) =>
        Write(Labels.Where(label => names.Contains(label.Key) != isWithout));
}
