using System.Globalization;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Queries;

/// <summary>A range of values, as texts.</summary>
/// <param name="Least">The lower end; null where there is none.</param>
/// <param name="ExcludesLeast">True where the lower end is not in it.</param>
/// <param name="Most">The upper end; null where there is none.</param>
/// <param name="ExcludesMost">True where the upper end is not in it.</param>
internal sealed record ValueRange(string? Least, bool ExcludesLeast, string? Most, bool ExcludesMost)
{
    /// <summary>How its dates are written; null where it is the field's way.</summary>
    public DateFormat? Format { get; init; }

    /// <summary>Where its dates are, if they do not say so.</summary>
    public Zone Zone { get; init; } = Zone.Utc;

    /// <summary>True where a text is in it.</summary>
    public bool HasText(string value) =>
        (Least is null || FieldMatchers.Compare(value, Least) >= (ExcludesLeast ? 1 : 0))
        && (Most is null || FieldMatchers.Compare(value, Most) <= (ExcludesMost ? -1 : 0));

    /// <summary>
    /// The ends as moments, both included. What an end leaves open is its beginning or its end, whichever keeps the range's meaning:
    /// <c>lte: 2026-11-26</c> has the whole day.
    /// </summary>
    /// <exception cref="ApiException">An end is no date.</exception>
    public (long Least, long Most) ToDates(Field field, long now)
    {
        var format = Format ?? field.Format;
        long End(string text, bool roundUp) => DateMath.Evaluate(text, format, now, Zone, roundUp);
        return (
            Least is null ? long.MinValue : ExcludesLeast ? End(Least, true) + 1 : End(Least, false),
            Most is null ? long.MaxValue : ExcludesMost ? End(Most, false) - 1 : End(Most, true));
    }

    /// <summary>The ends as whole numbers, both included.</summary>
    /// <param name="wrong">Makes the error of a text that is no number.</param>
    /// <exception cref="ApiException">An end is no number.</exception>
    public (long Least, long Most) ToWholes(Func<string, ApiException> wrong)
    {
        decimal End(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : ValueParser.TryParseNumber(text, out var far) ? (far < 0 ? decimal.MinValue : decimal.MaxValue)
            : throw wrong(text);
        var least = Least is null ? long.MinValue : Ceiling(End(Least), ExcludesLeast);
        var most = Most is null ? long.MaxValue : Floor(End(Most), ExcludesMost);
        return least is { } low && most is { } high ? (low, high) : (1, 0);
    }

    /// <summary>The ends as decimal numbers in the order that columns keep them in, both included.</summary>
    /// <param name="field">The field.</param>
    /// <param name="wrong">Makes the error of a text that is no number.</param>
    /// <exception cref="ApiException">An end is no number.</exception>
    public (long Least, long Most) ToDecimals(Field field, Func<string, ApiException> wrong)
    {
        double End(string text) => ValueParser.TryParseNumber(text, out var number) ? number : throw wrong(text);
        return (
            Least is null ? long.MinValue : NumberColumn.Encode(ValueParser.Round(field, End(Least))) + (ExcludesLeast ? 1 : 0),
            Most is null ? long.MaxValue : NumberColumn.Encode(ValueParser.Round(field, End(Most))) - (ExcludesMost ? 1 : 0));
    }

    private static long? Ceiling(decimal number, bool excluded)
    {
        if (number > long.MaxValue)
        {
            return null;
        }

        var whole = number < long.MinValue ? long.MinValue : (long)decimal.Ceiling(number);
        return !excluded || whole != number ? whole : whole == long.MaxValue ? null : whole + 1;
    }

    private static long? Floor(decimal number, bool excluded)
    {
        if (number < long.MinValue)
        {
            return null;
        }

        var whole = number > long.MaxValue ? long.MaxValue : (long)decimal.Floor(number);
        return !excluded || whole != number ? whole : whole == long.MinValue ? null : whole - 1;
    }
}
