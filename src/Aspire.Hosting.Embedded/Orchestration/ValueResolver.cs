using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Turns what environment and argument callbacks leave behind into strings.</summary>
internal static class ValueResolver
{
    /// <summary>Resolves a value for whoever uses it; waits for what it depends on.</summary>
    /// <param name="value">A string, a value, the builder of a resource that is one, or anything with an invariant text.</param>
    /// <param name="context">Who uses it. In publish mode values become manifest expressions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The text, or null where the value is null: then the variable or argument is left out.</returns>
    /// <exception cref="DistributedApplicationException">The value is a resource that has no value.</exception>
    public static async ValueTask<string?> ResolveAsync(object? value, ValueProviderContext context, CancellationToken cancellationToken)
    {
        var unwrapped = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
        switch (unwrapped)
        {
            case null:
                return null;
            case string text:
                return text;
            case IManifestExpressionProvider expression when context.ExecutionContext is { IsPublishMode: true }:
                return expression.ValueExpression;
            case IValueProvider provider:
                return await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            case IResource resource:
                throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' of type {resource.GetType().Name} was given to "
                    + $"{(context.Caller is { } caller ? $"resource '{caller.Name}'" : "the application")} as an environment variable or argument, "
                    + "but it has no value. Use one of its endpoints, or its connection string.");
            default:
                return Convert.ToString(unwrapped, CultureInfo.InvariantCulture);
        }
    }
}
