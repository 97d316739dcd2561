using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Turns the outcome of a resource command into the dashboard's message. Pure.</summary>
internal static class CommandResponse
{
    /// <summary>A cancelled command is not a failed one; the dashboard says nothing about it.</summary>
    public static ResourceCommandResponse From(ExecuteCommandResult outcome)
    {
        var response = new ResourceCommandResponse
        {
            Kind = outcome switch
            {
                { Success: true } => ResourceCommandResponseKind.Succeeded,
                { Canceled: true } => ResourceCommandResponseKind.Cancelled,
                _ => ResourceCommandResponseKind.Failed,
            },
        };
        if (outcome.Message is { } message)
        {
            response.Message = message;
        }

        if (outcome.Data is { } data)
        {
            response.Result = new ResourceCommandResult
            {
                Value = data.Value,
                DisplayImmediately = data.DisplayImmediately,
                Format = data.Format switch
                {
                    CommandResultFormat.Text => ResourceCommandResultFormat.Text,
                    CommandResultFormat.Json => ResourceCommandResultFormat.Json,
                    CommandResultFormat.Markdown => ResourceCommandResultFormat.Markdown,
                    _ => ResourceCommandResultFormat.None,
                },
            };
        }

        return response;
    }
}
