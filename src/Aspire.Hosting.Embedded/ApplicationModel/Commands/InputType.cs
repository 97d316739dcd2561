namespace Aspire.Hosting;

/// <summary>Kind of an answer.</summary>
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A line of text that is not shown.</summary>
    SecretText = 1,

    /// <summary>One of several options.</summary>
    Choice = 2,

    /// <summary>Yes or no.</summary>
    Boolean = 3,

    /// <summary>A number.</summary>
    Number = 4,
}
