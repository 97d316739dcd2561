namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes under which name a resource's image is pushed. Several are called in the order in which they were added.</summary>
public sealed class ContainerImagePushOptionsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Changes the options.</param>
    public ContainerImagePushOptionsCallbackAnnotation(Action<ContainerImagePushOptionsCallbackContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Changes the options.</param>
    public ContainerImagePushOptionsCallbackAnnotation(Func<ContainerImagePushOptionsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Changes the options.</summary>
    public Func<ContainerImagePushOptionsCallbackContext, Task> Callback { get; }
}
