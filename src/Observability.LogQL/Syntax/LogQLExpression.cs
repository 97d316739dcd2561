namespace Observability.LogQL.Syntax;

/// <summary>A whole query or a part of one that has a value of its own. Its text is the query that parses to it.</summary>
public abstract record LogQLExpression
{
    private protected LogQLExpression()
    {
    }

    /// <inheritdoc />
    public sealed override string ToString() => LogQLWriter.Write(this);
}
