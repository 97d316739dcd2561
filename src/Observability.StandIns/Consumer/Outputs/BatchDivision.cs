namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// Writes a batch of which the store says no more than that something is wrong with it, or that it is too large: halves are tried
/// until what the store refuses stands alone. What is written twice on the way replaces itself.
/// </summary>
internal static class BatchDivision
{
    /// <summary>Writes a batch.</summary>
    /// <param name="result">Gets the outcomes.</param>
    /// <param name="size">Size of the batch.</param>
    /// <param name="send">
    /// Sends part of the batch: from a position, a number of metrics. Null where the store has told the outcome of each metric, and
    /// it is in the result already.
    /// </param>
    public static Task WriteAsync(WriteResult result, int size, Func<int, int, Task<StoreAnswer?>> send) =>
        WriteAsync(result, 0, size, send);

    /// <summary>
    /// True of an answer that is about the content. The others are about the server, the way to it or whoever asks, and no message
    /// is at fault: a password can be set right, a bucket made.
    /// </summary>
    public static bool IsAboutContent(int status) => status is
        StatusCodes.Status400BadRequest or StatusCodes.Status406NotAcceptable
        or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status422UnprocessableEntity;

    private static async Task WriteAsync(WriteResult result, int start, int count, Func<int, int, Task<StoreAnswer?>> send)
    {
        var answer = await send(start, count);
        if (answer is null)
        {
            return;
        }

        if (answer.IsSuccess)
        {
            Array.Fill(result.Outcomes, WriteOutcome.Accepted, start, count);
            return;
        }

        result.Note(answer);
        if (!IsAboutContent(answer.Status))
        {
            return;
        }

        if (count == 1)
        {
            result.Outcomes[start] = WriteOutcome.Refused;
            return;
        }

        await WriteAsync(result, start, count / 2, send);
        await WriteAsync(result, start + (count / 2), count - (count / 2), send);
    }
}
