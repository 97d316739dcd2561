using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>What everything that sends OTLP needs to know of the servers that it sends to.</summary>
internal static class OtlpReceiverExtensions
{
    /// <summary>
    /// Environment variable in which a sender finds a receiver's password, so that no configuration file has it; null where the
    /// receiver is open.
    /// </summary>
    public static string? GetPasswordVariable(this IResource receiver) =>
        receiver.GetRequired<OtlpReceiverAnnotation>().Password is null
            ? null
            : $"{receiver.Name.Replace('-', '_').ToUpperInvariant()}_PASSWORD";

    /// <summary>Gives a sender the passwords of the receivers at the far ends of some of its edges.</summary>
    public static void AddPasswords(this IDictionary<string, object> environment, IEnumerable<Edge> edges)
    {
        foreach (var receiver in edges.Select(edge => edge.To.Resource).Where(receiver => receiver is IOtlpReceiver))
        {
            if (receiver.GetPasswordVariable() is { } variable)
            {
                environment[variable] = receiver.GetRequired<OtlpReceiverAnnotation>().Password!.Parameter;
            }
        }
    }
}
