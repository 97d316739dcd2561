namespace Observability.StandIns.Consumer.Configuration;

/// <summary>What the sections of one file share.</summary>
/// <param name="environment">What the texts of the file may refer to.</param>
internal sealed class TomlProblems(EnvironmentVariables environment)
{
    /// <summary>What the texts of the file may refer to.</summary>
    public EnvironmentVariables Environment { get; } = environment;

    /// <summary>What is wrong, each with where it stands.</summary>
    public List<string> List { get; } = [];

    /// <summary>Every section that was read.</summary>
    public List<TomlSection> Sections { get; } = [];
}
