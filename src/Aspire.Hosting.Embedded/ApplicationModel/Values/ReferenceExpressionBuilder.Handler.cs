using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpressionBuilder
{
    /// <summary>Takes an interpolated string apart for <see cref="Append"/>.</summary>
    [InterpolatedStringHandler]
    public ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Starts a string.</summary>
        /// <param name="literalLength">Characters between the holes.</param>
        /// <param name="formattedCount">Number of holes.</param>
        /// <param name="builder">The builder the string is appended to.</param>
        [SuppressMessage("Style", "IDE0060", Justification = "The compiler calls handlers with these parameters.")]
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            _builder = builder;
        }

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds a string.</summary>
        /// <param name="value">The string, or null for nothing.</param>
        public readonly void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds a string in a format.</summary>
        /// <param name="value">The string, or null for nothing.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, null);

        /// <summary>Adds a value in a format.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds a resource that is a value.</summary>
        /// <typeparam name="T">Type of the resource.</typeparam>
        /// <param name="valueProvider">Builder of the resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, null);

        /// <summary>Adds a resource that is a value, in a format.</summary>
        /// <typeparam name="T">Type of the resource.</typeparam>
        /// <param name="valueProvider">Builder of the resource.</param>
        /// <param name="format">Null, or <c>uri</c> to percent-encode it.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);

        /// <summary>Not supported: write the inner expression out in place, with the format on its holes.</summary>
        /// <param name="valueProvider">The inner expression.</param>
        /// <param name="format">The format.</param>
        [Obsolete(NestedFormatMessage, error: true)]
        [SuppressMessage("Performance", "CA1822", Justification = "The shape is Aspire.Hosting's.")]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) => throw new NotSupportedException(NestedFormatMessage);
    }
}
