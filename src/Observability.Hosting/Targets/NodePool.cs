namespace Observability.Hosting.Targets;

/// <summary>A group of equal nodes.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Size">Kind of machine, such as <c>s-4vcpu-8gb</c>.</param>
/// <param name="Count">How many there are at least.</param>
/// <param name="Maximum">How many there are at most; the same where the group does not grow.</param>
internal sealed record NodePool(string Name, string Size, int Count, int Maximum)
{
    /// <summary>True where it grows with what is to run.</summary>
    public bool IsScaling => Maximum > Count;
}
