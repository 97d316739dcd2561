using System.Globalization;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A text with holes for values that are resolved where it is used: as strings when the application runs, as
/// expressions when it is published.
/// </summary>
public partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The expression without text and holes; it resolves to null.</summary>
    public static readonly ReferenceExpression Empty = new(string.Empty, [], [], []);

    private readonly ConditionalParts? _conditional;

    internal ReferenceExpression(
        string format, IReadOnlyList<IValueProvider> valueProviders, IReadOnlyList<string> manifestExpressions, IReadOnlyList<string?> stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        StringFormats = stringFormats;
    }

    private ReferenceExpression(ConditionalParts conditional)
        : this(string.Empty, [], [], [])
    {
        _conditional = conditional;
    }

    /// <summary>The text as a composite format string: <c>{0}</c> is a hole, a literal brace is doubled.</summary>
    public string Format { get; }

    /// <summary>The values of the holes.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The manifest expressions of the holes.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>The formats of the holes: null, or <c>uri</c> for a value that is percent-encoded.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>True where one of two expressions is chosen by a value.</summary>
    public bool IsConditional => _conditional is not null;

    /// <summary>The value that chooses, or null where the expression is not conditional.</summary>
    public IValueProvider? Condition => _conditional?.Condition;

    /// <summary>What the value is compared with, without regard to case; null where the expression is not conditional.</summary>
    public string? MatchValue => _conditional?.MatchValue;

    /// <summary>Chosen where the value is <see cref="MatchValue"/>; null where the expression is not conditional.</summary>
    public ReferenceExpression? WhenTrue => _conditional?.WhenTrue;

    /// <summary>Chosen otherwise; null where the expression is not conditional.</summary>
    public ReferenceExpression? WhenFalse => _conditional?.WhenFalse;

    /// <summary>The text with the manifest expressions in its holes.</summary>
    public string ValueExpression => _conditional is { } conditional
        ? conditional.ValueExpression
        : string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    /// <summary>
    /// The text with the manifest expressions in its holes and literal braces doubled, as a manifest wants it: there a
    /// single brace opens an expression.
    /// </summary>
    internal string EscapedValueExpression => _conditional is { } conditional
        ? conditional.EscapedValueExpression
        : string.Format(CultureInfo.InvariantCulture, CompositeText.KeepDoubledBraces(Format), [.. ValueProviders.Select(EscapedManifestExpression)]);

    IEnumerable<object> IValueWithReferences.References => _conditional is { } conditional
        ? [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse]
        : ValueProviders;

    /// <summary>Creates an expression from an interpolated string.</summary>
    /// <param name="handler">The interpolated string; its holes take strings, values and builders of resources that are values.</param>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Parts.ToExpression();

    /// <summary>Creates an expression that is one of two others.</summary>
    /// <param name="condition">The value that chooses.</param>
    /// <param name="matchValue">What it is compared with, without regard to case.</param>
    /// <param name="whenTrue">Chosen where they are equal.</param>
    /// <param name="whenFalse">Chosen otherwise.</param>
    public static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(matchValue);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return new ReferenceExpression(new ConditionalParts(condition, matchValue, whenTrue, whenFalse));
    }

    /// <summary>Resolves the values and fills them in; null for an expression without text and holes.</summary>
    /// <param name="cancellationToken">Ends the wait for what the values depend on.</param>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Resolves the values for whoever uses them and fills them in; null for an expression without text and holes.</summary>
    /// <param name="context">Who uses the value, and in which network.</param>
    /// <param name="cancellationToken">Ends the wait for what the values depend on.</param>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_conditional is { } conditional)
        {
            var value = await conditional.Condition.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            return await conditional.Choose(value).GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }

        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var value = await ValueProviders[index].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            values[index] = CompositeText.Format(value, StringFormats[index]);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    private string EscapedManifestExpression(IValueProvider provider, int index) =>
        provider is ReferenceExpression nested ? nested.EscapedValueExpression : ManifestExpressions[index];
}
