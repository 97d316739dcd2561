using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// Keeps a generated value in the user secrets, where the next run finds it as configuration. A container with a data volume
/// would not accept another password.
/// </summary>
internal sealed class PersistedParameterDefault(string name, ParameterDefault generator, IUserSecretsManager secrets) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var value = generator.GetDefaultValue();

        // Without a store the value lasts for this run, which is better than none.
        _ = secrets.TrySetSecret(ParameterConfiguration.KeyOf(name), value);
        return value;
    }

    public override void WriteToManifest(ManifestPublishingContext context) => generator.WriteToManifest(context);
}
