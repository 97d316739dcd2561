using Observability.LogQL.Text;

namespace Observability.LogQL;

/// <summary>What a label must be. A label that is not there counts as empty.</summary>
public sealed class LabelMatcher
{
    private readonly GoRegex? _pattern;

    /// <summary>A matcher.</summary>
    /// <param name="name">Name of the label.</param>
    /// <param name="kind">How it is compared.</param>
    /// <param name="value">With what: a text, or a regular expression of the whole value in RE2's syntax.</param>
    /// <exception cref="LogQLException">The regular expression is none.</exception>
    public LabelMatcher(string name, LabelMatcherKind kind, string value)
    {
        Name = name;
        Kind = kind;
        Value = value;
        _pattern = kind is LabelMatcherKind.Matches or LabelMatcherKind.NotMatches ? GoRegex.Whole(value) : null;
    }

    /// <summary>Name of the label.</summary>
    public string Name { get; }

    /// <summary>How it is compared.</summary>
    public LabelMatcherKind Kind { get; }

    /// <summary>With what.</summary>
    public string Value { get; }

    /// <summary>The operator as the language writes it.</summary>
    public string Operator => Kind switch
    {
        LabelMatcherKind.Equal => "=",
        LabelMatcherKind.NotEqual => "!=",
        LabelMatcherKind.Matches => "=~",
        _ => "!~",
    };

    /// <summary>Whether a value is what the matcher asks for.</summary>
    public bool IsMatch(string value) => Kind switch
    {
        LabelMatcherKind.Equal => string.Equals(value, Value, StringComparison.Ordinal),
        LabelMatcherKind.NotEqual => !string.Equals(value, Value, StringComparison.Ordinal),
        LabelMatcherKind.Matches => _pattern!.IsMatch(value),
        _ => !_pattern!.IsMatch(value),
    };

    /// <inheritdoc />
    public override string ToString() => $"{Name}{Operator}{GoText.Quote(Value)}";
}
