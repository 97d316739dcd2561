using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Puts a <see cref="ReferenceExpression"/> together piece by piece.</summary>
public partial class ReferenceExpressionBuilder
{
    private const string NestedFormatMessage =
        "ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.";

    private readonly ExpressionParts _parts = new(formattedCount: 4);

    /// <summary>True where nothing was appended yet.</summary>
    public bool IsEmpty => _parts.IsEmpty;

    /// <summary>Appends an interpolated string.</summary>
    /// <param name="handler">The interpolated string; it has been appended by the time this is called.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "The shape is Aspire.Hosting's.")]
    [SuppressMessage("Style", "IDE0060", Justification = "Making the handler is what appends.")]
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
    }

    /// <summary>Appends text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _parts.AddText(value);
    }

    /// <summary>Appends a string.</summary>
    /// <param name="value">The string, or null for nothing.</param>
    public void AppendFormatted(string? value) => _parts.AddText(value);

    /// <summary>Appends a string in a format.</summary>
    /// <param name="value">The string, or null for nothing.</param>
    /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
    public void AppendFormatted(string? value, string? format = null) => _parts.AddText(CompositeText.Format(value, format));

    /// <summary>Appends a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    /// <summary>Appends a value in a format.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => _parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

    /// <summary>Not supported: append the pieces of the inner expression instead.</summary>
    /// <param name="valueProvider">The inner expression.</param>
    /// <param name="format">The format.</param>
    [Obsolete(NestedFormatMessage, error: true)]
    [SuppressMessage("Performance", "CA1822", Justification = "The shape is Aspire.Hosting's.")]
    public void AppendFormatted(ReferenceExpression valueProvider, string format) => throw new NotSupportedException(NestedFormatMessage);

    /// <summary>Appends a value whose type is known only when the application runs.</summary>
    /// <param name="valueProvider">A string, a value, or the builder of a resource that is a value.</param>
    /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
    /// <exception cref="ArgumentException">The object is none of these.</exception>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(valueProvider);
        var value = valueProvider is IResourceBuilder<IResource> builder ? builder.Resource : valueProvider;
        if (value is string text)
        {
            AppendFormatted(text, format);
            return;
        }

        if (value is not (IValueProvider provider and IManifestExpressionProvider expression))
        {
            throw new ArgumentException(
                $"{value.GetType().Name} is not a value: it does not implement {nameof(IValueProvider)} and {nameof(IManifestExpressionProvider)}.",
                nameof(valueProvider));
        }

        _parts.AddValue(provider, expression.ValueExpression, format);
    }

    /// <summary>Makes an expression of what was appended so far.</summary>
    public ReferenceExpression Build() => _parts.ToExpression();
}
