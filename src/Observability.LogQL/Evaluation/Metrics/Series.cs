namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>The values of a series at the steps of a query.</summary>
internal sealed class Series
{
    private readonly double[] _values;
    private readonly bool[] _has;

    /// <summary>A series without values.</summary>
    public Series(LabelSet labels, int steps)
    {
        Labels = labels;
        _values = new double[steps];
        _has = new bool[steps];
    }

    /// <summary>Its labels.</summary>
    public LabelSet Labels { get; }

    /// <summary>What a series of so many steps takes, in bytes.</summary>
    public static long SizeOf(int steps) => 200 + (steps * (sizeof(double) + sizeof(bool)));

    /// <summary>Sets the value of a step.</summary>
    public double this[int step]
    {
        get => _values[step];
        set
        {
            _values[step] = value;
            _has[step] = true;
        }
    }

    /// <summary>Whether there is a value at a step.</summary>
    public bool Has(int step) => _has[step];

    /// <summary>Whether there is a value at all.</summary>
    public bool HasAny() => _has.AsSpan().Contains(true);
}
