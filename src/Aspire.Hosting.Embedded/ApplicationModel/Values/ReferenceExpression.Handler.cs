using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpression
{
    private const string NestedFormatMessage =
        "ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.";

    /// <summary>Takes an interpolated string apart for <see cref="Create"/>.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        /// <summary>Starts a string.</summary>
        /// <param name="literalLength">Characters between the holes.</param>
        /// <param name="formattedCount">Number of holes.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
            Parts = new ExpressionParts(formattedCount);
        }

        internal ExpressionParts Parts { get; }

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendLiteral(string value) => Parts.AddText(value);

        /// <summary>Adds a string.</summary>
        /// <param name="value">The string, or null for nothing.</param>
        public readonly void AppendFormatted(string? value) => Parts.AddText(value);

        /// <summary>Adds a string in a format.</summary>
        /// <param name="value">The string, or null for nothing.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public readonly void AppendFormatted(string? value, string? format = null) => Parts.AddText(CompositeText.Format(value, format));

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

        /// <summary>Adds a value in a format.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider => Parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

        /// <summary>Adds a resource that is a value.</summary>
        /// <typeparam name="T">Type of the resource.</typeparam>
        /// <param name="valueProvider">Builder of the resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource, null);

        /// <summary>Adds a resource that is a value, in a format.</summary>
        /// <typeparam name="T">Type of the resource.</typeparam>
        /// <param name="valueProvider">Builder of the resource.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource, format);

        /// <summary>Not supported: write the inner expression out in place, with the format on its holes.</summary>
        /// <param name="valueProvider">The inner expression.</param>
        /// <param name="format">The format.</param>
        [Obsolete(NestedFormatMessage, error: true)]
        [SuppressMessage("Performance", "CA1822", Justification = "The shape is Aspire.Hosting's.")]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) => throw new NotSupportedException(NestedFormatMessage);
    }
}
