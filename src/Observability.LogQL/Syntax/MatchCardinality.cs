namespace Observability.LogQL.Syntax;

/// <summary>How many series of one side belong to one of the other.</summary>
public enum MatchCardinality
{
    /// <summary>One to one.</summary>
    OneToOne,

    /// <summary>Many on the left: <c>group_left</c>.</summary>
    ManyToOne,

    /// <summary>Many on the right: <c>group_right</c>.</summary>
    OneToMany,
}
