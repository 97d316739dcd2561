namespace Observability.StandIns.Shipper.Templates;

/// <summary>A function was given what it cannot do with.</summary>
internal sealed class TemplateException(string message) : Exception(message);
