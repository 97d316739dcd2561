namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens to annotations of the same type when one is added.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>They stay; the new one comes last. The default.</summary>
    Append = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
