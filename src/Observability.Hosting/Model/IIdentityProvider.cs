namespace Observability.Hosting.Model;

/// <summary>A server that people sign in at; its paths are in its <see cref="IdentityProviderAnnotation"/>.</summary>
public interface IIdentityProvider : IServer
{
}
