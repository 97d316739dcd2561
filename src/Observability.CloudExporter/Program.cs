using Observability.CloudExporter;
using Observability.CloudExporter.Configuration;

try
{
    await using var app = CloudExporterApp.Build(args);
    await app.RunAsync();
    return 0;
}
catch (ConfigurationProblemsException problems)
{
    await Console.Error.WriteLineAsync(problems.Message);
    return 1;
}
catch (IOException failure)
{
    // Kestrel's way to say that the address is taken or not this machine's.
    await Console.Error.WriteLineAsync($"cloud exporter: {failure.Message} Give another one with ASPNETCORE_URLS or --urls.");
    return 1;
}
