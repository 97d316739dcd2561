using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Finds the resources that a value is made of, however deep they are in expressions.</summary>
internal static class ReferenceWalk
{
    /// <summary>Relates <paramref name="resource"/> to every resource in <paramref name="value"/>, itself left out.</summary>
    public static void Relate(IResource resource, object? value) => Visit(resource, value, []);

    /// <summary>Adds a relationship unless it is there.</summary>
    public static void Add(IResource from, IResource to, string type)
    {
        foreach (var annotation in from.Annotations.OfType<ResourceRelationshipAnnotation>())
        {
            if (ReferenceEquals(annotation.Resource, to) && annotation.Type == type)
            {
                return;
            }
        }

        from.Annotations.Add(new ResourceRelationshipAnnotation(to, type));
    }

    private static void Visit(IResource resource, object? value, HashSet<object> seen)
    {
        if (value is IResourceBuilder<IResource> builder)
        {
            value = builder.Resource;
        }

        if (value is null or string || !seen.Add(value))
        {
            return;
        }

        if (value is IResource found)
        {
            if (!ReferenceEquals(found, resource))
            {
                Add(resource, found, RelationshipTypes.Reference);
            }

            // What a referenced resource is made of is its own affair.
            return;
        }

        if (value is IValueWithReferences composite)
        {
            foreach (var reference in composite.References)
            {
                Visit(resource, reference, seen);
            }
        }
    }
}
