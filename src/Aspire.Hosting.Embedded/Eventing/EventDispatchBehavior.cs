namespace Aspire.Hosting.Eventing;

/// <summary>How the subscribers of an event are called.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after the other; publishing completes after the last and fails with the first that fails. The default.</summary>
    BlockingSequential = 0,

    /// <summary>All at once; publishing completes after the last.</summary>
    BlockingConcurrent = 1,

    /// <summary>One after the other; publishing completes at once.</summary>
    NonBlockingSequential = 2,

    /// <summary>All at once; publishing completes at once.</summary>
    NonBlockingConcurrent = 3,
}
