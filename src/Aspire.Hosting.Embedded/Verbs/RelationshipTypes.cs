namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Relationship types that the dashboard knows.</summary>
internal static class RelationshipTypes
{
    public const string Parent = "Parent";
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
}
