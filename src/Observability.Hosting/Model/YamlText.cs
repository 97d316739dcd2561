using YamlDotNet.Serialization;

namespace Observability.Hosting.Model;

/// <summary>Writes YAML; the one place that does, so that quoting is decided once.</summary>
public static class YamlText
{
    private static readonly ISerializer s_serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings()
        .DisableAliases()
        .WithIndentedSequences()
        .WithNewLine("\n")
        .WithTypeConverter(new YamlQuotedConverter())
        .Build();

    /// <summary>Writes a map whose keys keep the order in which they were added.</summary>
    public static string Write(YamlMap map) => s_serializer.Serialize(map.Entries);
}
