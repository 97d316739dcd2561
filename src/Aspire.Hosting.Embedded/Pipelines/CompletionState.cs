namespace Aspire.Hosting.Pipelines;

/// <summary>How far a reported step or task has come.</summary>
public enum CompletionState
{
    /// <summary>Under way.</summary>
    InProgress = 0,

    /// <summary>Done.</summary>
    Completed = 1,

    /// <summary>Done, with something the user should know.</summary>
    CompletedWithWarning = 2,

    /// <summary>Failed.</summary>
    CompletedWithError = 3,
}
