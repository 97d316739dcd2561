using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes a resource into a manifest, instead of what its type would write.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Writes the fields of the resource's object; null leaves the resource out.</param>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback)
    {
        if (callback is not null)
        {
            Callback = context =>
            {
                callback(context);
                return Task.CompletedTask;
            };
        }
    }

    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Writes the fields of the resource's object; null leaves the resource out.</param>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback)
    {
        Callback = callback;
    }

    /// <summary>Leaves the resource out of all that is published.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

    /// <summary>Writes the fields of the resource's object; null where the resource is left out.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}
