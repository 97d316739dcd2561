using Observability.StandIns.Points.Api;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>Reads statements; the other half reads expressions.</summary>
internal sealed partial class QlParser
{
    private const int DeepestNesting = 100;

    // SELECT, and what version 2 of the server knows of and does not do.
    private static readonly string[] s_notImplemented = ["CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "KILL", "SET"];
    private readonly List<QlToken> _tokens;
    private readonly string _text;
    private int _at;
    private int _depth;

    private QlParser(string text) => (_text, _tokens) = (text, QlLexer.Read(text));

    /// <summary>Reads statements with semicolons between them.</summary>
    /// <exception cref="QlException">It does not follow the grammar; the message says where.</exception>
    public static IReadOnlyList<QlStatement> Parse(string text)
    {
        var parser = new QlParser(text);
        var statements = new List<QlStatement>();
        while (parser.Next.Kind != QlTokenKind.End)
        {
            if (parser.TrySign(";"))
            {
                continue;
            }

            statements.Add(parser.ParseStatement());
            if (parser.Next.Kind != QlTokenKind.End)
            {
                parser.RequireSign(";");
            }
        }

        return statements;
    }

    private QlToken Next => _tokens[_at];

    private QlStatement ParseStatement()
    {
        if (IsWord("SELECT"))
        {
            return ParseSelect();
        }

        if (TryWord("SHOW"))
        {
            return ParseShow();
        }

        if (IsWord("EXPLAIN") || IsWord("DELETE"))
        {
            throw ApiException.NotSupported($"{Next.Text.ToUpperInvariant()} of InfluxQL");
        }

        if (Array.Exists(s_notImplemented, IsWord))
        {
            return ParseNotImplemented();
        }

        throw Unexpected("SELECT, DELETE, SHOW, CREATE, DROP, EXPLAIN, GRANT, REVOKE, ALTER, SET, KILL");
    }

    private QlStatement.NotImplemented ParseNotImplemented()
    {
        var verb = Take().Text.ToUpperInvariant();
        var what = Next.Kind == QlTokenKind.Word ? $"{verb} {Take().Text.ToUpperInvariant()}" : verb;
        while (Next.Kind != QlTokenKind.End && Next is not { Kind: QlTokenKind.Sign, Text: ";" })
        {
            Take();
        }

        return new QlStatement.NotImplemented(what);
    }

    private QlStatement.Select ParseSelect()
    {
        if (++_depth > DeepestNesting)
        {
            throw QlException.Syntax("the query is nested too deeply");
        }

        RequireWord("SELECT");
        var fields = ParseList(() =>
        {
            var expression = ParseExpression();
            return new QlField(expression, TryWord("AS") ? TakeName() : null);
        });
        if (IsWord("INTO"))
        {
            throw ApiException.NotSupported("SELECT … INTO of InfluxQL");
        }

        RequireWord("FROM");
        var sources = ParseList(ParseSource);
        var where = TryWord("WHERE") ? ParseExpression() : null;
        List<QlExpression> dimensions = [];
        if (TryWord("GROUP"))
        {
            RequireWord("BY");
            dimensions = ParseList(ParseExpression);
        }

        var fill = ParseFill();
        var isDescending = ParseOrder();
        var limits = ParseLimits();
        if (IsWord("TZ"))
        {
            throw ApiException.NotSupported("tz() of InfluxQL");
        }

        _depth--;
        return new QlStatement.Select(fields, sources, where, dimensions, fill, isDescending, limits[0], limits[1], limits[2], limits[3]);
    }

    private QlFill ParseFill()
    {
        if (!TryWord("FILL"))
        {
            return new QlFill("null", FluxValue.Null);
        }

        RequireSign("(");
        var argument = ParseExpression();
        RequireSign(")");
        return argument switch
        {
            QlExpression.Reference { Name: "null" or "none" or "previous" or "linear" } word => new QlFill(word.Name, FluxValue.Null),
            QlExpression.Literal { Value.Kind: ValueKind.Int or ValueKind.Float } number => new QlFill("number", number.Value),
            _ => throw QlException.Syntax("expected number argument in fill()"),
        };
    }

    private bool ParseOrder()
    {
        if (!TryWord("ORDER"))
        {
            return false;
        }

        RequireWord("BY");
        if (!IsWord("ASC") && !IsWord("DESC") && TakeName() != "time")
        {
            throw QlException.Syntax("only ORDER BY time supported at this time");
        }

        var isDescending = TryWord("DESC");
        if (!isDescending)
        {
            TryWord("ASC");
        }

        return isDescending;
    }

    private long[] ParseLimits()
    {
        var limits = new long[4];
        foreach (var (name, index) in new[] { ("LIMIT", 0), ("OFFSET", 1), ("SLIMIT", 2), ("SOFFSET", 3) })
        {
            if (TryWord(name))
            {
                limits[index] = Next.Kind == QlTokenKind.Integer
                    && long.TryParse(Take().Text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Unexpected("integer");
            }
        }

        return limits;
    }

    private QlSource ParseSource()
    {
        if (TrySign("("))
        {
            var query = ParseSelect();
            RequireSign(")");
            return new QlSource(null, null, null, null, query);
        }

        // m, rp.m, db.rp.m, db..m; each name may be between quotes, the last may be a pattern
        var parts = new List<string>();
        while (Next.Kind != QlTokenKind.Regex)
        {
            parts.Add(Next is { Kind: QlTokenKind.Sign, Text: "." } && parts.Count > 0 ? string.Empty : TakeName());
            if (!TrySign("."))
            {
                break;
            }
        }

        var pattern = Next.Kind == QlTokenKind.Regex ? ParsePattern(Take().Text) : null;
        var name = pattern is null ? parts[^1] : null;
        var owners = pattern is null ? parts[..^1] : parts;
        return owners.Count > 2
            ? throw QlException.Syntax("too many segments in a measurement")
            : new QlSource(
                owners.Count == 2 ? owners[0] : null, owners.Count > 0 && owners[^1].Length > 0 ? owners[^1] : null, name, pattern, null);
    }

    private QlStatement.Show ParseShow()
    {
        var what = Take().Text.ToUpperInvariant();
        what = what switch
        {
            "DATABASES" or "MEASUREMENTS" or "SERIES" => what,
            "RETENTION" when TryWord("POLICIES") => "RETENTION POLICIES",
            "TAG" when TryWord("KEYS") => "TAG KEYS",
            "TAG" when TryWord("VALUES") => "TAG VALUES",
            "FIELD" when TryWord("KEYS") => "FIELD KEYS",
            _ when Next.Kind is QlTokenKind.Word or QlTokenKind.End
                && what is "CONTINUOUS" or "DIAGNOSTICS" or "GRANTS" or "QUERIES" or "SHARD" or "SHARDS" or "STATS" or "SUBSCRIPTIONS" or "USERS" =>
                throw ApiException.NotSupported($"SHOW {what} of InfluxQL"),
            _ => throw Unexpected("DATABASES, FIELD, MEASUREMENTS, RETENTION, SERIES, TAG"),
        };
        if (IsWord("EXACT") || IsWord("CARDINALITY"))
        {
            throw ApiException.NotSupported("CARDINALITY of InfluxQL");
        }

        var database = TryWord("ON") ? TakeName() : null;
        List<QlSource> sources = [];
        string? keyOperator = null;
        List<QlExpression> keys = [];
        if (TryWord("FROM"))
        {
            sources = ParseList(ParseSource);
        }

        if (TryWord("WITH"))
        {
            RequireWord(what == "MEASUREMENTS" ? "MEASUREMENT" : "KEY");
            keyOperator = TryWord("IN") ? "IN" : Take().Text;
            keys = keyOperator == "IN" ? ParseKeys() : [ParsePrimary()];
        }
        else if (what == "TAG VALUES")
        {
            throw Unexpected("WITH");
        }

        var where = TryWord("WHERE") ? ParseExpression() : null;
        ParseOrder();
        var limits = ParseLimits();
        return new QlStatement.Show(what, database, sources, keyOperator, keys, where, limits[0], limits[1]);
    }

    private List<QlExpression> ParseKeys()
    {
        RequireSign("(");
        var keys = ParseList(ParsePrimary);
        RequireSign(")");
        return keys;
    }

    private List<T> ParseList<T>(Func<T> parse)
    {
        var items = new List<T> { parse() };
        while (TrySign(","))
        {
            items.Add(parse());
        }

        return items;
    }

    private QlToken Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    private string TakeName() => Next.Kind is QlTokenKind.Word or QlTokenKind.Name ? Take().Text : throw Unexpected("identifier");

    private bool IsWord(string word) => Next.Kind == QlTokenKind.Word && Next.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TryWord(string word)
    {
        var isThere = IsWord(word);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void RequireWord(string word)
    {
        if (!TryWord(word))
        {
            throw Unexpected(word);
        }
    }

    private bool TrySign(string sign)
    {
        var isThere = Next.Kind == QlTokenKind.Sign && Next.Text == sign;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void RequireSign(string sign)
    {
        if (!TrySign(sign))
        {
            throw Unexpected(sign);
        }
    }

    // found EOF, expected FROM at line 1, char 10; the end is one character further than the text is long
    private QlException Unexpected(string expected)
    {
        var before = (Next.Kind == QlTokenKind.End ? _text + " " : _text).AsSpan(0, Next.Position + (Next.Kind == QlTokenKind.End ? 1 : 0));
        return QlException.Syntax(
            $"found {Next.Text}, expected {expected} at line {before.Count('\n') + 1}, char {before.Length - before.LastIndexOf('\n')}");
    }
}
