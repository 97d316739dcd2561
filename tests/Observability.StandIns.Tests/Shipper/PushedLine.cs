namespace Observability.StandIns.Tests.Shipper;

/// <summary>A line that was pushed.</summary>
/// <param name="Tenant">Tenant that was named.</param>
/// <param name="Labels">Labels of its stream.</param>
/// <param name="Nanoseconds">Its time.</param>
/// <param name="Text">Its text.</param>
/// <param name="Metadata">What came with it.</param>
internal sealed record PushedLine(string Tenant, string Labels, long Nanoseconds, string Text, string Metadata);
