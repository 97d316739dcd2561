using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>
/// The part of Go's templates (https://pkg.go.dev/text/template) that the stage <c>template</c> is used with: fields, variables,
/// pipelines, <c>if</c>, <c>with</c>, comparisons, and functions of texts. What it does not know it refuses when it is read.
/// </summary>
internal sealed class GoTemplate
{
    private readonly TemplateBlock _block;

    private GoTemplate(TemplateBlock block) => _block = block;

    /// <summary>Reads one.</summary>
    /// <exception cref="ArgumentException">It is none, or has something that is not supported.</exception>
    public static GoTemplate Parse(string text) => new(new TemplateParser(text).Parse());

    /// <summary>Fills it in.</summary>
    /// <param name="field">Value of a field, or null.</param>
    /// <returns>The text; null where a function cannot do with what it was given.</returns>
    public string? Execute(Func<string, string?> field)
    {
        var output = new StringBuilder();
        try
        {
            _block.Write(output, new TemplateScope(field));
            return output.ToString();
        }
        catch (Exception error) when (error is TemplateException or ArgumentException)
        {
            // ArgumentException: a regular expression that is none.
            return null;
        }
    }
}
