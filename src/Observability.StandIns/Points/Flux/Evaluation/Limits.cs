namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>How large single values of a query may get.</summary>
internal static class Limits
{
    /// <summary>The longest text that an expression may make.</summary>
    public const int LongestText = 1 << 20;

    /// <summary>The most windows that a range may be divided into, in all tables.</summary>
    public const int MostWindows = 2_000_000;

    /// <summary>The text, if it is not too long.</summary>
    public static string Check(string text) => text.Length <= LongestText
        ? text
        : throw new FluxException(FluxException.TooExpensive, $"a string has more than {LongestText} characters");
}
