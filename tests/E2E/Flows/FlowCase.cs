using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Observability.E2E.Flows;

/// <summary>
/// One flow of data as a file declares it (docs/flows.md): what goes in where, and what must come out where, in the words of the store.
/// </summary>
public sealed class FlowCase
{
    private static readonly IDeserializer s_reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    /// <summary>The edges of the graph that it goes along: <c>prometheus -> loki Scrape</c>.</summary>
    public IList<string> Edges { get; init; } = [];

    /// <summary>What is sent; empty where something flows by itself.</summary>
    public IList<FlowRequest> In { get; init; } = [];

    /// <summary>What is asked until it answers as it should.</summary>
    public FlowRequest Out { get; set; } = new();

    /// <summary>Seconds within which it must.</summary>
    public int WithinSeconds { get; set; } = 60;

    /// <summary>The resources that must run for it.</summary>
    public IEnumerable<string> Resources => In.Append(Out).Select(request => request.Resource)
        .Concat(Edges.SelectMany(edge => edge.Split(" -> ")).Select(part => part.Split(' ')[0]))
        .Distinct();

    /// <summary>The cases, by the names of their files.</summary>
    public static IReadOnlyDictionary<string, FlowCase> All { get; } = Directory
        .GetFiles(Repository.Combine("tests", "E2E", "Flows", "Cases"), "*.yaml")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => s_reader.Deserialize<FlowCase>(File.ReadAllText(file)), StringComparer.Ordinal);
}
