namespace Aspire.Hosting.Pipelines;

/// <summary>A fact shown when a pipeline has ended.</summary>
/// <param name="key">What the fact is about.</param>
/// <param name="value">The fact.</param>
/// <param name="enableMarkdown">Whether <paramref name="value"/> is Markdown.</param>
public sealed class PipelineSummaryItem(string key, string value, bool enableMarkdown)
{
    /// <summary>What the fact is about.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));

    /// <summary>The fact.</summary>
    public string Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Whether <see cref="Value"/> is Markdown.</summary>
    public bool EnableMarkdown { get; } = enableMarkdown;
}
