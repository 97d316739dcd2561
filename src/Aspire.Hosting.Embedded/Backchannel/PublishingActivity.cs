namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>Something that the CLI shows of a pipeline; the same identity again is news of the same thing.</summary>
/// <param name="Type"><c>step</c>, <c>task</c>, <c>log</c> or <c>publish-complete</c>.</param>
/// <param name="Data">What is shown.</param>
internal sealed record PublishingActivity(string Type, PublishingActivityData Data);
