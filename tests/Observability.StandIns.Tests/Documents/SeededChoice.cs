namespace Observability.StandIns.Tests.Documents;

/// <summary>Choices that are the same for the same seed, on every machine.</summary>
internal sealed class SeededChoice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A number from the first up to, but without, the second.</summary>
    public int Next(int least, int end) => _random.Next(least, end);

    /// <summary>One of several.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
