namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can be resolved when the application runs and written as an expression when it is published.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}
