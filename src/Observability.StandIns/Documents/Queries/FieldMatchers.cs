using System.Globalization;
using System.Net;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Text;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Finds values of one field in one index.</summary>
internal static class FieldMatchers
{
    /// <summary>What has a value.</summary>
    public static Matcher Exists(IndexScope scope, Field field) =>
        scope.Snapshot.Data.Find(field) is { } column ? new ExistsMatcher(column) : Matcher.None;

    /// <summary>What has a value, taken as it is: a text is not cut into words.</summary>
    /// <exception cref="ApiException">The field cannot have such a value.</exception>
    public static Matcher Term(IndexScope scope, Field field, string value, bool ignoreCase = false)
    {
        CheckSearchable(scope, field);
        if (field.HasTerms)
        {
            return TermOf(scope, field, value, ignoreCase);
        }

        if (scope.Numbers(field) is not { } column)
        {
            CheckValue(field, value, scope.Now);
            return Matcher.None;
        }

        switch (field.Kind)
        {
            case FieldKind.Long:
                return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole)
                    ? whole == decimal.Truncate(whole) && whole is >= long.MinValue and <= long.MaxValue ? new RangeMatcher(column, (long)whole, (long)whole) : Matcher.None
                    : throw WrongNumber(scope, value);
            case FieldKind.Double:
                return ValueParser.TryParseNumber(value, out var number)
                    ? Same(column, NumberColumn.Encode(ValueParser.Round(field, number)))
                    : throw WrongNumber(scope, value);
            case FieldKind.Boolean:
                return Same(column, ParseBoolean(value) ? 1 : 0);
            default:
                return new RangeMatcher(
                    column,
                    DateMath.Evaluate(value, field.Format, scope.Now, Zone.Utc),
                    DateMath.Evaluate(value, field.Format, scope.Now, Zone.Utc, roundUp: true));
        }
    }

    /// <summary>What has one of several values.</summary>
    /// <exception cref="ApiException">The field cannot have such a value.</exception>
    public static Matcher Terms(IndexScope scope, Field field, IReadOnlyCollection<string> values)
    {
        CheckSearchable(scope, field);
        if (field.Kind is FieldKind.Keyword or FieldKind.Text && scope.Terms(field) is { } column)
        {
            var sought = new ulong[(column.Terms.Count + 63) / 64];
            foreach (var number in values.Select(value => column.Terms.Find(field.IsLowerCase ? value.ToLowerInvariant() : value)))
            {
                if (number >= 0 && number >> 6 < sought.Length)
                {
                    sought[number >> 6] |= 1UL << number;
                }
            }

            return new TermsMatcher(column, sought);
        }

        if (field.Kind == FieldKind.Long && scope.Numbers(field) is { } numbers
            && values.All(value => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            return new NumbersMatcher(numbers, values.Select(value => long.Parse(value, CultureInfo.InvariantCulture)).ToHashSet());
        }

        return BooleanMatcher.Create([], values.Select(value => Term(scope, field, value)), [], 1);
    }

    /// <summary>What has the terms that a predicate takes.</summary>
    /// <exception cref="ApiException">The field has no terms.</exception>
    public static Matcher TermsThat(IndexScope scope, Field field, string kind, Func<string, bool> fits)
    {
        CheckSearchable(scope, field);
        if (!field.HasTerms)
        {
            throw QueryErrors.Failed(
                scope,
                $"Can only use {kind} queries on keyword, text and wildcard fields - not on [{field.Path}] which is of type "
                + $"[{field.Type}]");
        }

        return scope.Terms(field) is { } column ? new TermsMatcher(column, Select(scope, column.Terms, fits)) : Matcher.None;
    }

    /// <summary>What has the words of a text.</summary>
    /// <param name="scope">Where.</param>
    /// <param name="field">The field.</param>
    /// <param name="text">The text.</param>
    /// <param name="analyzer">Cuts the text; null where the field's does.</param>
    /// <param name="least">How many of so many words must be there.</param>
    /// <returns>The matcher; null where the text has no word.</returns>
    public static Matcher? Words(IndexScope scope, Field field, string text, Analyzer? analyzer, Func<int, int> least)
    {
        if (field.Kind != FieldKind.Text)
        {
            return Term(scope, field, text);
        }

        var words = (analyzer ?? field.SearchAnalyzer ?? field.Analyzer).Words(text);
        return words.Count == 0 ? null : BooleanMatcher.Create(
            [], words.Select(word => TermOf(scope, field, word, false)), [], least(words.Count));
    }

    /// <summary>What has the words of a text one after the other.</summary>
    /// <returns>The matcher; null where the text has no word.</returns>
    public static Matcher? Phrase(IndexScope scope, Field field, string text, Analyzer? analyzer = null, bool lastIsPrefix = false)
    {
        if (field.Kind != FieldKind.Text)
        {
            return lastIsPrefix ? TermsThat(
                scope, field, "phrase prefix", term => term.StartsWith(text, StringComparison.Ordinal)) : Term(scope, field, text);
        }

        var words = (analyzer ?? field.SearchAnalyzer ?? field.Analyzer).Words(text);
        if (words.Count == 0)
        {
            return null;
        }

        if (scope.Terms(field) is not { } column)
        {
            return Matcher.None;
        }

        var sought = new List<ulong[]>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (lastIsPrefix && i == words.Count - 1)
            {
                sought.Add(Select(scope, column.Terms, term => term.StartsWith(word, StringComparison.Ordinal)));
                continue;
            }

            var number = column.Terms.Find(word);
            if (number < 0)
            {
                return Matcher.None;
            }

            var set = new ulong[(number >> 6) + 1];
            set[number >> 6] |= 1UL << number;
            sought.Add(set);
        }

        return sought.Count == 1 ? new TermsMatcher(column, sought[0]) : new PhraseMatcher(column, sought);
    }

    /// <summary>What has a value of a range.</summary>
    /// <exception cref="ApiException">The field cannot have such values.</exception>
    public static Matcher Range(IndexScope scope, Field field, ValueRange range)
    {
        CheckSearchable(scope, field);
        if (field.HasTerms)
        {
            return field.Kind == FieldKind.Ip ? IpRange(scope, field, range) : TermsThat(scope, field, "range", range.HasText);
        }

        var (least, most) = field.Kind switch
        {
            FieldKind.Date => range.ToDates(field, scope.Now),
            FieldKind.Double => range.ToDecimals(field, value => WrongNumber(scope, value)),
            FieldKind.Boolean => (
                range.Least is { } low && ParseBoolean(low) ? 1 : 0, range.Most is { } high && !ParseBoolean(high) ? 0 : 1),
            _ => range.ToWholes(value => WrongNumber(scope, value)),
        };
        return least > most || scope.Numbers(field) is not { } column ? Matcher.None : new RangeMatcher(column, least, most);
    }

    private static Matcher TermOf(IndexScope scope, Field field, string value, bool ignoreCase)
    {
        if (field.Kind == FieldKind.Ip)
        {
            return Ip(scope, field, value);
        }

        if (scope.Terms(field) is not { } column)
        {
            return Matcher.None;
        }

        if (ignoreCase)
        {
            return new TermsMatcher(
                column, Select(scope, column.Terms, term => string.Equals(term, value, StringComparison.OrdinalIgnoreCase)));
        }

        var number = column.Terms.Find(field.IsLowerCase ? value.ToLowerInvariant() : value);
        return number < 0 ? Matcher.None : new TermMatcher(column, number);
    }

    private static Matcher Ip(IndexScope scope, Field field, string value)
    {
        if (value.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(value, out var network)
                ? TermsThat(scope, field, "term", term => IPAddress.TryParse(term, out var address) && network.Contains(address))
                : throw QueryErrors.Failed(scope, $"'{value}' is not an IP string literal.");
        }

        if (!IPAddress.TryParse(value, out var sought))
        {
            throw QueryErrors.Failed(scope, $"'{value}' is not an IP string literal.");
        }

        return scope.Terms(field) is { } column && column.Terms.Find(ValueParser.Normalize(sought)) is >= 0 and var number ? new TermMatcher(column, number) : Matcher.None;
    }

    private static Matcher IpRange(IndexScope scope, Field field, ValueRange range)
    {
        byte[]? Bytes(string? value) => value is null ? null
            : IPAddress.TryParse(value, out var address) ? address.MapToIPv6().GetAddressBytes()
            : throw QueryErrors.Failed(scope, $"'{value}' is not an IP string literal.");
        var (least, most) = (Bytes(range.Least), Bytes(range.Most));
        return TermsThat(scope, field, "range", term =>
        {
            var bytes = Bytes(term);
            return (least is null || bytes.AsSpan().SequenceCompareTo(least) >= (range.ExcludesLeast ? 1 : 0))
                && (most is null || bytes.AsSpan().SequenceCompareTo(most) <= (range.ExcludesMost ? -1 : 0));
        });
    }

    private static ulong[] Select(IndexScope scope, TermDictionary terms, Func<string, bool> fits)
    {
        var count = terms.Count;
        var sought = new ulong[(count + 63) / 64];
        for (var number = 0; number < count; number++)
        {
            scope.Budget.Check();
            if (fits(terms.GetText(number)))
            {
                sought[number >> 6] |= 1UL << number;
            }
        }

        return sought;
    }

    private static RangeMatcher Same(NumberColumn column, long value) => new(column, value, value);

    private static void CheckSearchable(IndexScope scope, Field field)
    {
        if (field.Kind == FieldKind.Binary)
        {
            throw QueryErrors.Failed(scope, "Binary fields do not support searching");
        }

        if (!field.IsIndexed && (!field.HasDocValues || field.Kind == FieldKind.Text))
        {
            throw QueryErrors.Failed(
                scope,
                $"Cannot search on field [{field.Path}] since it is not "
                + $"indexed{(field.Kind == FieldKind.Text ? "" : " nor has doc values")}.");
        }
    }

    // A value that no document could have is a mistake, also while no document has any.
    private static void CheckValue(Field field, string value, long now)
    {
        switch (field.Kind)
        {
            case FieldKind.Boolean:
                ParseBoolean(value);
                break;
            case FieldKind.Date:
                DateMath.Evaluate(value, field.Format, now, Zone.Utc);
                break;
        }
    }

    private static bool ParseBoolean(string value) => value switch
    {
        "true" => true,
        "false" or "" => false,
        _ => throw ApiErrors.Shard(
            "query_shard_exception", $"failed to create query: Can't parse boolean value [{value}], expected [true] or [false]"),
    };

    private static ApiException WrongNumber(IndexScope scope, string value) => QueryErrors.Failed(scope, $"For input string: \"{value}\"");

    /// <summary>
    /// Orders texts as their UTF-8 is ordered: by the code of their characters, of which those of two halves come after all others.
    /// </summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (one, other) = (left[common], right[common]);
        return char.IsSurrogate(one) != char.IsSurrogate(other) ? (char.IsSurrogate(one) ? 1 : -1) : one.CompareTo(other);
    }
}
