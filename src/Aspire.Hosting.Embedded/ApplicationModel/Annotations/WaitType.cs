namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>That the other runs and is healthy.</summary>
    WaitUntilHealthy = 0,

    /// <summary>That the other has ended with an exit code.</summary>
    WaitForCompletion = 1,

    /// <summary>That the other runs, healthy or not.</summary>
    WaitUntilStarted = 2,
}
