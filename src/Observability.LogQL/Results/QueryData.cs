namespace Observability.LogQL.Results;

/// <summary>An answer: <see cref="StreamsData"/>, <see cref="VectorData"/>, <see cref="MatrixData"/> or <see cref="ScalarData"/>.</summary>
public abstract record QueryData
{
    private protected QueryData()
    {
    }

    /// <summary>What Loki's API calls it: <c>streams</c>, <c>vector</c>, <c>matrix</c> or <c>scalar</c>.</summary>
    public abstract string ResultType { get; }
}
