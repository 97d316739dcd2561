namespace Observability.Hosting.Model;

/// <summary>What stands in a query where the content has a variable whose value only a person at the screen knows.</summary>
internal static class ContentVariable
{
    /// <summary>A name and a number to no language's surprise; nothing that contains it is checked.</summary>
    public const string Placeholder = "__variable__";
}
