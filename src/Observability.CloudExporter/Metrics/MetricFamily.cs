namespace Observability.CloudExporter.Metrics;

/// <summary>A gauge: its name, its help line and its labels, without <c>account</c>, which every family gets in front.</summary>
/// <param name="name">The name as Prometheus sees it.</param>
/// <param name="help">One line, with the unit where the name does not carry it.</param>
/// <param name="labels">The names of the labels.</param>
internal sealed class MetricFamily(string name, string help, params string[] labels)
{
    /// <summary>The label that tells the accounts apart.</summary>
    public const string AccountLabel = "account";

    /// <summary>The name as Prometheus sees it.</summary>
    public string Name { get; } = name;

    /// <summary>The help line.</summary>
    public string Help { get; } = help;

    /// <summary>The names of the labels, <c>account</c> first.</summary>
    public string[] LabelNames { get; } = [AccountLabel, .. labels];

    /// <summary>A value of this family.</summary>
    /// <param name="value">The value, in the unit of the family.</param>
    /// <param name="labelValues">One value for each label but <c>account</c>.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the labels.</exception>
    public Sample Sample(double value, params string[] labelValues) => labelValues.Length == LabelNames.Length - 1
        ? new Sample(this, value, labelValues)
        : throw new ArgumentException($"{Name} has {LabelNames.Length - 1} labels, not {labelValues.Length}.", nameof(labelValues));

    /// <summary>1 for true, 0 for false.</summary>
    public Sample Sample(bool value, params string[] labelValues) => Sample(value ? 1 : 0, labelValues);
}
