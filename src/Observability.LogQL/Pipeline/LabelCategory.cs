namespace Observability.LogQL.Pipeline;

/// <summary>Where a label comes from.</summary>
internal enum LabelCategory
{
    /// <summary>The stream was pushed with it.</summary>
    Stream,

    /// <summary>The entry was pushed with it.</summary>
    Metadata,

    /// <summary>The pipeline made it.</summary>
    Parsed,
}
