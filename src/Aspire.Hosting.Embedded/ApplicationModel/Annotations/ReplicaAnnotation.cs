using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many instances of the resource run.</summary>
/// <param name="replicas">Number of instances; default 1.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Replicas = {Replicas}")]
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>Number of instances.</summary>
    public int Replicas { get; } = replicas;
}
