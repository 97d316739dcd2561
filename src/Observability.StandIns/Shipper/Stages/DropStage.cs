namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>drop</c>: leaves a line out where all of its conditions hold.</summary>
internal sealed class DropStage(DropConditions conditions, Action<string> countDropped, TimeProvider clock) : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        var isDropped = IsLonger(entry) && IsOlder(entry) && Fits(entry);
        if (isDropped)
        {
            countDropped(conditions.Reason);
        }

        return !isDropped;
    }

    private bool IsLonger(LogEntry entry) =>
        conditions.LongerThan is not { } limit || System.Text.Encoding.UTF8.GetByteCount(entry.Line) > limit;

    private bool IsOlder(LogEntry entry)
    {
        const long NanosecondsPerTick = 100;
        return conditions.OlderThan is not { } age
            || entry.Nanoseconds / NanosecondsPerTick < (clock.GetUtcNow() - age - DateTimeOffset.UnixEpoch).Ticks;
    }

    private bool Fits(LogEntry entry)
    {
        if (conditions.Sources.Count == 0)
        {
            return conditions.Expression?.IsMatch(entry.Line) is not false;
        }

        return conditions.Expression is { } expression
            ? expression.IsMatch(string.Join(conditions.Separator, conditions.Sources.Select(entry.Text).OfType<string>()))
            : conditions.Sources.All(entry.Extracted.ContainsKey);
    }
}
