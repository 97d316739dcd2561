using Observability.Hosting.Model;

namespace Observability.Hosting.FluentBit;

/// <summary>A Fluent Bit, whatever stands behind it.</summary>
public interface IFluentBit : IServer
{
}
