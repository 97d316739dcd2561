namespace Aspire.Hosting.Pipelines;

/// <summary>Text that a reporter may show as Markdown; one that cannot shows it as it is.</summary>
/// <param name="value">The Markdown text.</param>
public sealed class MarkdownString(string value)
{
    /// <summary>The Markdown text.</summary>
    public string Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
