namespace Aspire.Hosting.ApplicationModel;

/// <summary>States that the dashboard and those who wait know the meaning of.</summary>
public static class KnownResourceStates
{
    /// <summary>Ended with an exit code other than 0, or was stopped.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>Ended because its work is done.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>Is being started.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>Runs; it may not be healthy yet.</summary>
    public static readonly string Running = "Running";

    /// <summary>Its image or project is being built.</summary>
    public static readonly string Building = "Building";

    /// <summary>Waits for others.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>Is being stopped.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>Starts on request only, and none was made.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>What would run it, such as the container engine, does not work.</summary>
    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = "ValueMissing";

    /// <summary>Is there, without being started or stopped.</summary>
    public static readonly string Active = "Active";

    /// <summary>The states from which a resource does not come back by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
