namespace Aspire.Hosting.ApplicationModel;

/// <summary>How <see cref="ResourceNotificationService"/> waits.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>
    /// What a wait does when its resource has failed or ended, unless the wait says so itself. With the dashboard, where
    /// the resource can be started again, it goes on waiting; without it, and in tests, the wait fails.
    /// </summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
