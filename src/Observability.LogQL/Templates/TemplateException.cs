namespace Observability.LogQL.Templates;

/// <summary>A template that failed for one line; the line goes on with an <c>__error__</c>.</summary>
internal sealed class TemplateException(string message) : Exception(message);
