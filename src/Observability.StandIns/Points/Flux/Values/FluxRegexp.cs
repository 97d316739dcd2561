using System.Text.RegularExpressions;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>
/// A regular expression. Go's engine, which the server uses, never goes back in the text, and neither does this one: no expression
/// takes longer than the text is long.
/// </summary>
/// <param name="Source">The expression as it was written.</param>
/// <param name="Regex">The framework's.</param>
internal sealed record FluxRegexp(string Source, Regex Regex)
{
    private const int LongestSource = 4096;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FluxException">It is not one, or is too large.</exception>
    public static FluxRegexp Parse(string source)
    {
        if (source.Length > LongestSource)
        {
            throw new FluxException($"a regular expression has more than {LongestSource} characters");
        }

        try
        {
            // Go writes named groups (?P<name>…); the framework has no P.
            var pattern = source.Replace("(?P<", "(?<", StringComparison.Ordinal);
            return new FluxRegexp(source, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, s_patience));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new FluxException($"error parsing regexp /{source}/: {error.Message}");
        }
    }

    /// <summary>True where a part of the text fits.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return Regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new FluxException(FluxException.TooExpensive, $"the regular expression /{Source}/ takes too long");
        }
    }

    /// <inheritdoc />
    public override string ToString() => Source;
}
