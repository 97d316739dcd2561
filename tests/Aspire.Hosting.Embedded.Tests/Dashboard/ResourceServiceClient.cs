using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>
/// Talks to the resource service as the dashboard does. Written out by hand: what counts is the wire, with the service
/// and method names the dashboard uses.
/// </summary>
internal sealed class ResourceServiceClient(Uri url, string? apiKey) : IDisposable
{
    private const string Service = "aspire.v1.DashboardService";

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(url);

    public void Dispose() => _channel.Dispose();

    public Task<ApplicationInformationResponse> GetApplicationInformationAsync() =>
        CallAsync(MethodOf(MethodType.Unary, "GetApplicationInformation", ApplicationInformationResponse.Parser, ApplicationInformationRequest.Parser), new());

    public Task<ResourceCommandResponse> ExecuteResourceCommandAsync(ResourceCommandRequest request) =>
        CallAsync(MethodOf(MethodType.Unary, "ExecuteResourceCommand", ResourceCommandResponse.Parser, ResourceCommandRequest.Parser), request);

    public AsyncServerStreamingCall<WatchResourcesUpdate> WatchResources() => _channel.CreateCallInvoker().AsyncServerStreamingCall(
        MethodOf(MethodType.ServerStreaming, "WatchResources", WatchResourcesUpdate.Parser, WatchResourcesRequest.Parser), null, Options(), new());

    public AsyncServerStreamingCall<WatchResourceConsoleLogsUpdate> WatchResourceConsoleLogs(string resource, bool suppressFollow) =>
        _channel.CreateCallInvoker().AsyncServerStreamingCall(
            MethodOf(MethodType.ServerStreaming, "WatchResourceConsoleLogs", WatchResourceConsoleLogsUpdate.Parser, WatchResourceConsoleLogsRequest.Parser),
            null,
            Options(),
            new() { ResourceName = resource, SuppressFollow = suppressFollow });

    public AsyncDuplexStreamingCall<WatchInteractionsRequestUpdate, WatchInteractionsResponseUpdate> WatchInteractions() =>
        _channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            MethodOf(MethodType.DuplexStreaming, "WatchInteractions", WatchInteractionsResponseUpdate.Parser, WatchInteractionsRequestUpdate.Parser), null, Options());

    public AsyncClientStreamingCall<UploadFileRequest, UploadFileResponse> UploadFile() => _channel.CreateCallInvoker().AsyncClientStreamingCall(
        MethodOf(MethodType.ClientStreaming, "UploadFile", UploadFileResponse.Parser, UploadFileRequest.Parser), null, Options());

    private async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(method, null, Options(), request);
        return await call.ResponseAsync;
    }

    private CallOptions Options() => new(
        headers: apiKey is null ? [] : [new Metadata.Entry("x-resource-service-api-key", apiKey)],
        cancellationToken: TestContext.Current.CancellationToken);

    private static Method<TRequest, TResponse> MethodOf<TRequest, TResponse>(
        MethodType type, string name, MessageParser<TResponse> response, MessageParser<TRequest> request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(type, Service, name, Marshallers.Create(MessageExtensions.ToByteArray, request.ParseFrom), Marshallers.Create(MessageExtensions.ToByteArray, response.ParseFrom));
}
