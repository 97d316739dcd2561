namespace Aspire.Hosting.ApplicationModel;

/// <summary>Variant of a Fluent UI icon.</summary>
public enum IconVariant
{
    /// <summary>Drawn in outline.</summary>
    Regular = 0,

    /// <summary>Drawn filled.</summary>
    Filled = 1,
}
