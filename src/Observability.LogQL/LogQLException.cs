namespace Observability.LogQL;

/// <summary>A query that is not LogQL or that cannot be answered. The message is one for who wrote the query.</summary>
public class LogQLException : Exception
{
    /// <summary>A query that cannot be answered, for a reason that has no place in its text.</summary>
    /// <param name="message">What is wrong.</param>
    public LogQLException(string message)
        : base(message) => Problem = message;

    /// <summary>A query that is not LogQL.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="query">The whole text, which the position becomes a line and a column of.</param>
    /// <param name="position">Where, counted in characters from 0.</param>
    public LogQLException(string problem, string query, int position)
        : base(Describe(problem, query, position))
    {
        Problem = problem;
        Position = position;
        (Line, Column) = Locate(query, position);
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>Where in the text, counted in characters from 0; -1 where the problem has no place.</summary>
    public int Position { get; } = -1;

    /// <summary>The line, counted from 1; 0 where the problem has no place.</summary>
    public int Line { get; }

    /// <summary>The column in that line, counted from 1; 0 where the problem has no place.</summary>
    public int Column { get; }

    // "parse error at line 1, col 9: syntax error: unexpected end" is how Loki says it.
    private static string Describe(string problem, string query, int position)
    {
        var (line, column) = Locate(query, position);
        return FormattableString.Invariant($"parse error at line {line}, col {column}: {problem}");
    }

    private static (int Line, int Column) Locate(string query, int position)
    {
        var before = query.AsSpan(0, Math.Clamp(position, 0, query.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
