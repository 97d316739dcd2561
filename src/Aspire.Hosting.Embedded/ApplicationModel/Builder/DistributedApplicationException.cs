namespace Aspire.Hosting;

/// <summary>
/// An error that the author of the AppHost, or the machine it runs on, can cause. Its message names the resource and the
/// remedy, and is printed without a stack trace.
/// </summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What went wrong, naming the resource and the remedy.</param>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">What went wrong, naming the resource and the remedy.</param>
    /// <param name="inner">The exception that led to this one.</param>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
