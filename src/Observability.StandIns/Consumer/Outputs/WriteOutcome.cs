namespace Observability.StandIns.Consumer.Outputs;

/// <summary>What has become of a metric.</summary>
internal enum WriteOutcome
{
    /// <summary>Not written, to be tried again.</summary>
    Kept,

    /// <summary>The store has it.</summary>
    Accepted,

    /// <summary>The store will never take it.</summary>
    Refused,
}
