namespace Observability.Hosting.Console;

/// <summary>How far a resource is, for a person.</summary>
internal enum Readiness
{
    /// <summary>On its way.</summary>
    Pending,

    /// <summary>Running and healthy.</summary>
    Ready,

    /// <summary>Cannot run here; the rest of the stack does.</summary>
    NotStarted,

    /// <summary>Stopped by a person.</summary>
    Stopped,

    /// <summary>Ended by itself, or could not be started.</summary>
    Failed,
}
