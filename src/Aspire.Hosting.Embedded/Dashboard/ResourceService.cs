using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using ResponseKind = Aspire.Hosting.Embedded.Dashboard.Protocol.ResourceCommandResponseKind;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>What the dashboard asks of the host: its resources, their logs and their commands.</summary>
/// <param name="applicationName">Shown in the dashboard's header.</param>
/// <param name="notifications">Source of the resources.</param>
/// <param name="loggers">Source of their logs.</param>
/// <param name="commands">Runs their commands.</param>
/// <param name="startedAt">Stands in for the creation time of a resource that has none.</param>
/// <param name="logger">Takes failures that the dashboard only shows in short.</param>
/// <param name="stopping">Ends every open stream at once; without it a stop would wait for each browser page.</param>
internal sealed class ResourceService(
    string applicationName,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    DateTime startedAt,
    ILogger logger,
    CancellationToken stopping) : Protocol.DashboardService.DashboardServiceBase
{
    public override Task<ApplicationInformationResponse> GetApplicationInformation(
        ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = applicationName });

    public override Task WatchResources(
        WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilStoppedAsync(context, cancellationToken =>
            new ResourceStream(notifications, startedAt).WriteToAsync(responseStream, cancellationToken));

    public override Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request,
        IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream,
        ServerCallContext context) =>
        UntilStoppedAsync(context, cancellationToken =>
        {
            var stream = new ConsoleLogStream(loggers, notifications, request.ResourceName, responseStream);
            return request.SuppressFollow ? stream.WriteAllAsync(cancellationToken) : stream.FollowAsync(cancellationToken);
        });

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(
        ResourceCommandRequest request, ServerCallContext context)
    {
        var command = notifications.TryGetCurrentState(request.ResourceName, out var current)
            ? current.Snapshot.Commands.FirstOrDefault(snapshot => snapshot.Name == request.CommandName)
            : null;
        if (CommandArguments.Read(command, request.Arguments, out var problem) is not { } arguments)
        {
            return new ResourceCommandResponse { Kind = ResponseKind.InvalidArguments, Message = problem };
        }

        // Not tied to the call alone: closing the browser page must not break off a restart half way.
        try
        {
            return CommandResponse.From(await commands
                .ExecuteCommandAsync(request.ResourceName, request.CommandName, arguments, stopping)
                .ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return new ResourceCommandResponse { Kind = ResponseKind.Cancelled };
        }
        // Whatever a user's command throws is an answer for the user, not a broken call.
        catch (Exception exception)
        {
            logger.LogError(
                exception, "Command '{Command}' of '{Resource}' failed.", request.CommandName, request.ResourceName);
            return new ResourceCommandResponse { Kind = ResponseKind.Failed, Message = exception.Message };
        }
    }

    /// <remarks>
    /// Nothing is asked through the dashboard yet, but the stream must be answered and stay open: a dashboard that is
    /// told "unimplemented" stays at "Loading…" for ever (seen with 13.5).
    /// </remarks>
    public override Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream,
        IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream,
        ServerCallContext context) =>
        UntilStoppedAsync(context, async cancellationToken =>
        {
            await context.WriteResponseHeadersAsync([]).ConfigureAwait(false);
            while (await requestStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                // Answers to questions that were never put.
            }

            // The dashboard may end its half and still expects ours to stay open.
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        });

    public override Task<UploadFileResponse> UploadFile(
        IAsyncStreamReader<UploadFileRequest> requestStream, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, "This host asks for no files, so it takes none."));

    // Ends quietly when the browser leaves or the host stops; both are how a stream normally ends.
    private async Task UntilStoppedAsync(ServerCallContext context, Func<CancellationToken, Task> body)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        try
        {
            await body(ending.Token).ConfigureAwait(false);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // What a broken-off write throws depends on where it was.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The dashboard's call {Method} failed.", context.Method);
            throw;
        }
    }
}
