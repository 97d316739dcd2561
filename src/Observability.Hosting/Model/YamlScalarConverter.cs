using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Observability.Hosting.Model;

/// <summary>Writes <see cref="YamlQuoted"/> and <see cref="YamlBlock"/>; nothing is read.</summary>
internal sealed class YamlScalarConverter : IYamlTypeConverter
{
    /// <inheritdoc />
    public bool Accepts(Type type) => type == typeof(YamlQuoted) || type == typeof(YamlBlock);

    /// <inheritdoc />
    public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
        throw new NotSupportedException("Configuration is written, not read.");

    /// <inheritdoc />
    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer)
    {
        var (text, style) = value is YamlBlock block ? (block.Value, ScalarStyle.Literal) : (((YamlQuoted)value!).Value, ScalarStyle.SingleQuoted);
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: false, isQuotedImplicit: true));
    }
}
