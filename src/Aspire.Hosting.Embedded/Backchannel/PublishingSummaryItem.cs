namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>A fact shown when a pipeline has ended.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Value">The fact.</param>
/// <param name="EnableMarkdown">Whether it is Markdown.</param>
internal sealed record PublishingSummaryItem(string Key, string Value, bool EnableMarkdown);
