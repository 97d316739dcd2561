using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Value of a parameter that has no configured one.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes the value. It may differ from call to call; whoever wants it to stay must store it.</summary>
    public abstract string GetDefaultValue();

    /// <summary>Writes how the value is made into the object <c>default</c> of a manifest, which is open already.</summary>
    /// <param name="context">The manifest.</param>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}
