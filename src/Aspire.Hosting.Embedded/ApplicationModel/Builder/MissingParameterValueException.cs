namespace Aspire.Hosting;

/// <summary>A parameter has neither a configured value nor a default.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Names the parameter and the configuration key that would give it a value.</param>
    public MissingParameterValueException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Names the parameter and the configuration key that would give it a value.</param>
    /// <param name="innerException">The exception that led to this one.</param>
    public MissingParameterValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
