using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Observability.Hosting.Model;

/// <summary>Writes <see cref="YamlQuoted"/>; nothing is read.</summary>
internal sealed class YamlQuotedConverter : IYamlTypeConverter
{
    /// <inheritdoc />
    public bool Accepts(Type type) => type == typeof(YamlQuoted);

    /// <inheritdoc />
    public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
        throw new NotSupportedException("Configuration is written, not read.");

    /// <inheritdoc />
    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => emitter.Emit(new Scalar(
        AnchorName.Empty,
        TagName.Empty,
        ((YamlQuoted)value!).Value,
        ScalarStyle.SingleQuoted,
        isPlainImplicit: false,
        isQuotedImplicit: true));
}
