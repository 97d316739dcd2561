namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds command-line arguments each time the resource starts, or when it is published.</summary>
public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Creates an annotation from a callback that needs no context.</summary>
    /// <param name="callback">Changes the arguments.</param>
    public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context.Args);
            return Task.CompletedTask;
        };
    }

    /// <summary>Creates an annotation.</summary>
    /// <param name="callback">Changes the context's arguments.</param>
    public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Changes the context's arguments.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
}
