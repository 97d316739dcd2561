using System.Text.RegularExpressions;
using Observability.CloudExporter;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Recording;

try
{
    if (args is [RecordCommand.Name, ..])
    {
        return await RecordCommand.RunAsync(args, Console.Out, endpoint: null, CancellationToken.None);
    }

    await using var app = CloudExporterApp.Build(args);
    await app.RunAsync();
    return 0;
}
catch (ConfigurationProblemsException problems)
{
    await Console.Error.WriteLineAsync(problems.Message);
    return 1;
}
catch (Exception mistake) when (mistake is FormatException or InvalidDataException)
{
    // .NET's way to say that the command line, an address or the configuration file is none; what is wrong with a file is further in.
    // The short switch '-Cloud:Accounts:0:ApiSecret=…' is not defined in the switch mappings. Without its value, which may be a secret.
    var what = Regex.Replace(mistake.Message, "=.*'", "=…'", RegexOptions.Singleline);
    var reason = mistake.InnerException?.InnerException?.Message ?? mistake.InnerException?.Message;
    await Console.Error.WriteLineAsync($"cloud exporter: {what} {reason}".TrimEnd());
    return 1;
}
catch (IOException failure)
{
    // Kestrel's way to say that the address is taken or not this machine's; or a folder that cannot be written.
    var remedy = args is [RecordCommand.Name, ..] ? "" : " Give another one with ASPNETCORE_URLS or --urls.";
    await Console.Error.WriteLineAsync($"cloud exporter: {failure.Message}{remedy}");
    return 1;
}
