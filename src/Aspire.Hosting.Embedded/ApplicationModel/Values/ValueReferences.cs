using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>What values are made of, through all levels.</summary>
internal static class ValueReferences
{
    /// <summary>The resources and values that occur in others, each once, from the outside to the inside.</summary>
    public static IReadOnlyCollection<object> Of(IEnumerable<object?> values)
    {
        var found = new List<object>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<object?>(values.Reverse());
        while (pending.TryPop(out var next))
        {
            var value = next is IResourceBuilder<IResource> builder ? builder.Resource : next;
            if (value is null or string || !seen.Add(value))
            {
                continue;
            }

            found.Add(value);
            if (value is IValueWithReferences { References: var references })
            {
                foreach (var reference in references.Reverse())
                {
                    pending.Push(reference);
                }
            }
        }

        return found;
    }

    /// <summary>True where a value is, or contains, a secret parameter.</summary>
    public static bool HasSecret(object? value) => value is not (null or string) && Of([value]).Any(static part => part is ParameterResource { Secret: true });
}
