namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can be written into a manifest as an expression.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression, such as <c>{db.bindings.tcp.host}</c>.</summary>
    string ValueExpression { get; }
}
