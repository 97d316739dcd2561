using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Collects the text and the holes of a <see cref="ReferenceExpression"/>.</summary>
internal sealed class ExpressionParts(int formattedCount)
{
    private readonly List<Part> _parts = new((formattedCount * 2) + 1);

    public bool IsEmpty => _parts.Count == 0;

    public void AddText(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _parts.Add(new Part(text, null, null));
        }
    }

    public void AddValue(IValueProvider provider, string manifestExpression, string? stringFormat)
    {
        ArgumentNullException.ThrowIfNull(provider);
        CompositeText.ThrowIfUnknown(stringFormat);
        _parts.Add(new Part(manifestExpression, provider, stringFormat));
    }

    public ReferenceExpression ToExpression()
    {
        if (IsEmpty)
        {
            return ReferenceExpression.Empty;
        }

        var format = new StringBuilder();
        var providers = new List<IValueProvider>();
        var manifestExpressions = new List<string>();
        var stringFormats = new List<string?>();
        foreach (var part in _parts)
        {
            if (part.Provider is null)
            {
                format.Append(CompositeText.EscapeBraces(part.Text));
                continue;
            }

            format.Append(CultureInfo.InvariantCulture, $"{{{providers.Count}}}");
            providers.Add(part.Provider);
            manifestExpressions.Add(part.Text);
            stringFormats.Add(part.StringFormat);
        }

        return new ReferenceExpression(format.ToString(), providers, manifestExpressions, stringFormats);
    }

    /// <param name="Text">Literal text, or the manifest expression of a hole.</param>
    /// <param name="Provider">The value of a hole; null for literal text.</param>
    /// <param name="StringFormat">The format of a hole, or null.</param>
    private readonly record struct Part(string Text, IValueProvider? Provider, string? StringFormat);
}
