namespace Observability.LogQL.Syntax;

/// <summary>Writes parsed queries as text that parses to the same.</summary>
internal static class LogQLWriter
{
    /// <summary>Writes a query or a part of one.</summary>
    public static string Write(object node) => throw new NotSupportedException(node.GetType().Name);
}
