using System.Globalization;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>What a store has answered.</summary>
/// <param name="Status">Status code; 0 where no answer came.</param>
/// <param name="Body">Text of the answer, or why there is none.</param>
/// <param name="RetryAfter">How long the store has asked to be left alone.</param>
internal sealed record StoreAnswer(int Status, string Body, TimeSpan RetryAfter)
{
    private const int LongestText = 300;

    /// <summary>True where it has taken the request.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <inheritdoc />
    public override string ToString()
    {
        var text = Body.Length > LongestText ? Body[..LongestText] + "…" : Body;
        return Status == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{Status} {text.ReplaceLineEndings(" ").Trim()}");
    }
}
