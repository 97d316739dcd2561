using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Hosting.RabbitMQ;

/// <summary>Which names can be given. RabbitMQ itself takes nearly any; these are also names of users, secrets and patterns.</summary>
internal static partial class RabbitMQNames
{
    /// <summary>Longest name and routing key in bytes of UTF-8 (https://www.rabbitmq.com/docs/queues#names).</summary>
    private const int MaxBytes = 255;

    /// <summary>Throws unless a queue can have this name.</summary>
    public static void ThrowIfNoQueue(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (!QueuePattern().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name of a queue: use up to 32 letters, digits and single hyphens, beginning with a letter.", parameter);
        }
    }

    /// <summary>Throws unless an exchange can have this name.</summary>
    public static void ThrowIfNoExchange(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (!ExchangePattern().IsMatch(name) || name.StartsWith("amq.", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"'{name}' is no name of an exchange: use up to 128 letters, digits, dots, hyphens and underscores, beginning with a letter, and not with 'amq.'.",
                parameter);
        }
    }

    /// <summary>Throws unless a queue can be bound with this key.</summary>
    public static void ThrowIfNoKey(string key, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key, parameter);
        if (Encoding.UTF8.GetByteCount(key) > MaxBytes)
        {
            throw new ArgumentException($"The binding key is longer than {MaxBytes} bytes.", parameter);
        }
    }

    [GeneratedRegex(@"^(?=.{1,32}\z)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*\z")]
    private static partial Regex QueuePattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex ExchangePattern();
}
