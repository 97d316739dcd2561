namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds arguments to the engine's command that starts a container.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Creates an annotation from a callback that needs no context.</summary>
    /// <param name="callback">Adds to the list.</param>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context.Args);
            return Task.CompletedTask;
        };
    }

    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Adds to the context's list.</param>
    public ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Adds to the context's list.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; }
}
