namespace Observability.LogQL.Tests.Differential;

/// <summary>A line as the naive evaluator has it: strings, and one dictionary for all its labels.</summary>
/// <param name="Time">Seconds.</param>
/// <param name="Text">Its text.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Own">Names of those that the stream or the entry was pushed with.</param>
internal sealed record NaiveLine(long Time, string Text, IReadOnlyDictionary<string, string> Labels, IReadOnlySet<string> Own)
{
    public string this[string label] => Labels.GetValueOrDefault(label, string.Empty);

    public NaiveLine With(string label, string value) => this with { Labels = new Dictionary<string, string>(Labels) { [label] = value } };

    public NaiveLine Without(Func<string, bool> isDropped) =>
        this with { Labels = Labels.Where(pair => !isDropped(pair.Key)).ToDictionary() };

    /// <summary>Adds what a parser found: the first of a name stays, and one that was pushed is not touched.</summary>
    public NaiveLine WithParsed(string label, string value)
    {
        var name = Own.Contains(label) ? label + "_extracted" : label;
        return Labels.ContainsKey(name) ? this : With(name, value);
    }
}
