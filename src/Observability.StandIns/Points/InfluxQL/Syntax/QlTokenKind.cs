namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>What a token is.</summary>
internal enum QlTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A word: a keyword or a name.</summary>
    Word,

    /// <summary>A name between double quotes.</summary>
    Name,

    /// <summary>A text between single quotes.</summary>
    String,

    /// <summary>A number without a point.</summary>
    Integer,

    /// <summary>A number with a point.</summary>
    Number,

    /// <summary>As <c>1h30m</c>.</summary>
    Duration,

    /// <summary>Between slashes.</summary>
    Regex,

    /// <summary>A sign.</summary>
    Sign,
}
