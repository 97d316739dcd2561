namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A block: <c>name "label" { … }</c>.</summary>
/// <param name="Name">Its name, for example <c>loki.write</c>.</param>
/// <param name="Label">Its label, or null.</param>
/// <param name="Attributes">What is set in it.</param>
/// <param name="Blocks">The blocks in it, in their order.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record AlloyBlock(
    string Name, string? Label, IReadOnlyList<AlloyAttribute> Attributes, IReadOnlyList<AlloyBlock> Blocks, AlloyPosition Position)
{
    /// <summary>What others refer to it by.</summary>
    public string Id => Label is null ? Name : $"{Name}.{Label}";
}
