using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Configures one resource.</summary>
internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => builder;

    public T Resource => resource;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(
        ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation, new() =>
        WithAnnotation(new TAnnotation(), behavior);

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(annotation);
        switch (behavior)
        {
            case ResourceAnnotationMutationBehavior.Append:
                break;
            case ResourceAnnotationMutationBehavior.Replace:
                foreach (var replaced in Resource.Annotations.OfType<TAnnotation>().ToList())
                {
                    Resource.Annotations.Remove(replaced);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(behavior), behavior, "The behavior is unknown.");
        }

        Resource.Annotations.Add(annotation);
        return this;
    }
}
