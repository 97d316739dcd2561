namespace Observability.StandIns.Shipper.Templates;

/// <summary>A value that depends on what a template is filled in with: a text, a number, true or false, or null.</summary>
internal delegate object? TemplateValue(TemplateScope scope);
