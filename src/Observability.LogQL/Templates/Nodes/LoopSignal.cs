namespace Observability.LogQL.Templates.Nodes;

/// <summary>What a part of a template wants of the loop around it.</summary>
internal enum LoopSignal
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The next item.</summary>
    Continue,

    /// <summary>The end.</summary>
    Break,
}
