namespace Aspire.Hosting.ApplicationModel;

/// <summary>What of the response to an HTTP command is returned as data.</summary>
public enum HttpCommandResultMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The content, in the format its type says.</summary>
    Auto = 1,

    /// <summary>The content as JSON.</summary>
    Json = 2,

    /// <summary>The content as text.</summary>
    Text = 3,
}
