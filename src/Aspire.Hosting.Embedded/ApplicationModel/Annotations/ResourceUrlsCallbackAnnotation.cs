namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes the URLs of a resource once its endpoints are allocated.</summary>
public sealed class ResourceUrlsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Changes the context's URLs.</param>
    public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Changes the context's URLs.</param>
    public ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Changes the context's URLs.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; }
}
