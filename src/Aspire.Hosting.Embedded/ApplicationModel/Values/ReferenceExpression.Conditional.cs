using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpression
{
    /// <summary>Name that a manifest gives to a conditional whose outcome is not known when it is written; null otherwise.</summary>
    internal string? ConditionalName => _conditional is { Known: null } conditional ? conditional.Name : null;

    private sealed record ConditionalParts(
        IValueProvider Condition, string MatchValue, ReferenceExpression WhenTrue, ReferenceExpression WhenFalse)
    {
        /// <summary>The branch where the model alone decides, as it does for TLS on an endpoint; null where only a value can.</summary>
        public ReferenceExpression? Known => Condition is EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled } tls
            ? Choose(CompositeText.OfBoolean(tls.Endpoint.TlsEnabled))
            : null;

        public string ValueExpression => Known?.ValueExpression ?? $"{{{Name}.connectionString}}";

        public string EscapedValueExpression => Known?.EscapedValueExpression ?? ValueExpression;

        // The same parts get the same name in every run, so that published output does not change by itself.
        public string Name
        {
            get
            {
                var condition = (Condition as IManifestExpressionProvider)?.ValueExpression ?? string.Empty;
                var text = string.Join('\n', condition, MatchValue, WhenTrue.ValueExpression, WhenFalse.ValueExpression);
                return "cond-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
            }
        }

        public ReferenceExpression Choose(string? value) =>
            string.Equals(value, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue : WhenFalse;
    }
}
