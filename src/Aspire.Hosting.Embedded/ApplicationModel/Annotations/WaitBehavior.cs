namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait does when the other resource failed or ended.</summary>
public enum WaitBehavior
{
    /// <summary>It goes on, since somebody may restart the other.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>It fails.</summary>
    StopOnResourceUnavailable = 1,
}
