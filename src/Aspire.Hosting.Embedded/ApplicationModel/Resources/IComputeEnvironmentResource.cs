namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place that compute resources are deployed to, such as a cluster.</summary>
public interface IComputeEnvironmentResource : IResource
{
    /// <summary>How another resource of the environment names the host of an endpoint.</summary>
    /// <param name="endpointReference">The endpoint.</param>
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference);

    /// <summary>How another resource of the environment writes a part of an endpoint; by default from the host address and the model's ports.</summary>
    /// <param name="endpointReferenceExpression">The endpoint and the part of it.</param>
    /// <exception cref="DistributedApplicationException">The part is a port and the endpoint has none in the model.</exception>
    ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression) =>
        Embedded.ApplicationModel.ComputeEnvironmentEndpoints.GetPropertyExpression(this, endpointReferenceExpression);
}
