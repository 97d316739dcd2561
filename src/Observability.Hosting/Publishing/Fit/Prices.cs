using System.Text.Json;

namespace Observability.Hosting.Publishing.Fit;

/// <summary>
/// What machines have and cost, from a file with a date: prices change, and nobody can ask for them without an account. A file of one's
/// own takes its place with <c>Stack:Prices</c>.
/// </summary>
internal sealed record Prices
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Day on which they were read, as <c>yyyy-mm-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>Where they were read.</summary>
    public required string Source { get; init; }

    /// <summary>Currency.</summary>
    public required string Currency { get; init; }

    /// <summary>One GiB of a volume for a month.</summary>
    public required decimal VolumeGiB { get; init; }

    /// <summary>One load balancer for a month.</summary>
    public required decimal LoadBalancer { get; init; }

    /// <summary>Buckets for a month, however many.</summary>
    public required decimal Buckets { get; init; }

    /// <summary>Volumes that one node can have.</summary>
    public required int VolumesPerNode { get; init; }

    /// <summary>Memory that the cluster's own pods keep on every node, in MiB.</summary>
    public required int SystemMemoryMiB { get; init; }

    /// <summary>Processor time that they keep, in thousandths of a core.</summary>
    public required int SystemCpuMillicores { get; init; }

    /// <summary>Kinds of machines, by name.</summary>
    public required IReadOnlyDictionary<string, Machine> Machines { get; init; }

    /// <summary>The prices that come with the library.</summary>
    public static Prices Read()
    {
        using var stream = typeof(Prices).Assembly.GetManifestResourceStream("Fit/prices.json")!;
        return JsonSerializer.Deserialize<Prices>(stream, s_options)!;
    }

    /// <summary>The prices of a file.</summary>
    /// <exception cref="JsonException">It is no price table.</exception>
    public static Prices Read(string file) => JsonSerializer.Deserialize<Prices>(File.ReadAllText(file), s_options) ?? throw new JsonException("The file is empty.");

    /// <summary>A kind of machine.</summary>
    /// <param name="CpuMillicores">Processor time for pods, in thousandths of a core.</param>
    /// <param name="MemoryMiB">Memory for pods, in MiB.</param>
    /// <param name="Month">What it costs for a month.</param>
    internal sealed record Machine(int CpuMillicores, int MemoryMiB, decimal Month);
}
