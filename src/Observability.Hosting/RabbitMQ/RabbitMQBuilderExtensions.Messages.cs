using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.RabbitMQ;

namespace Aspire.Hosting;

/// <summary>Queues and who writes to them.</summary>
public static partial class RabbitMQBuilderExtensions
{
    /// <summary>
    /// Adds a durable queue that is bound to the exchange, and a user with a generated password who may read this queue and
    /// do nothing else. What its consumer refuses goes to the queue <c>&lt;name&gt;.dead</c>, which the administrator reads.
    /// </summary>
    /// <param name="builder">The RabbitMQ.</param>
    /// <param name="name">Name of the queue.</param>
    /// <param name="bindingKey">
    /// Routing keys that reach it: words between dots, of which <c>*</c> stands for one and <c>#</c> for any number, for example
    /// <c>points.#</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is a queue of this name, the name is not made of letters, digits and single hyphens, beginning with a letter, or the key
    /// is empty or longer than 255 bytes.
    /// </exception>
    public static MessageQueue AddQueue(this IResourceBuilder<IRabbitMQ> builder, string name, string bindingKey)
    {
        ArgumentNullException.ThrowIfNull(builder);
        RabbitMQNames.ThrowIfNoQueue(name, nameof(name));
        RabbitMQNames.ThrowIfNoKey(bindingKey, nameof(bindingKey));
        var settings = GetSettings(builder.Resource);
        if (settings.Queues.Exists(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"{builder.Resource.Name} has a queue '{name}' already.", nameof(name));
        }

        var queue = new MessageQueue(
            builder.GetEndpoint(RabbitMQFacts.AmqpEndpoint),
            RabbitMQFacts.VirtualHost,
            settings.Exchange,
            name,
            bindingKey,
            $"{name}-reader",
            builder.ApplicationBuilder.AddSecret(builder.Resource, $"queue-{name}-password"));
        settings.Queues.Add(queue);
        return queue;
    }

    /// <summary>
    /// Lets a resource publish to the exchange, as a user of its own who may do nothing else. It is started once RabbitMQ takes
    /// connections, and finds in its environment <c>AMQP_HOST</c>, <c>AMQP_PORT</c>, <c>AMQP_USER</c>, <c>AMQP_PASSWORD</c> and
    /// <c>AMQP_EXCHANGE</c>. A second time for the same resource changes nothing.
    /// </summary>
    /// <param name="builder">The RabbitMQ.</param>
    /// <param name="producer">Who publishes.</param>
    public static IResourceBuilder<IRabbitMQ> WithPublisher<T>(this IResourceBuilder<IRabbitMQ> builder, IResourceBuilder<T> producer)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(producer);
        var rabbit = builder.Resource;
        var settings = GetSettings(rabbit);
        var user = $"{producer.Resource.Name}-publisher";
        if (settings.Publishers.Exists(known => known.User == user))
        {
            return builder;
        }

        var amqp = builder.GetEndpoint(RabbitMQFacts.AmqpEndpoint);
        var publisher = new RabbitMQPublisher(user, builder.ApplicationBuilder.AddSecret(rabbit, $"{user}-password"));
        settings.Publishers.Add(publisher);
        producer.WithEdge(EdgeKind.Publish, amqp).WithEnvironment(context =>
        {
            // The edge may have been taken out since, with RabbitMQ: then there is nothing to publish to.
            if (!producer.Resource.HasEdge(EdgeKind.Publish, rabbit))
            {
                return;
            }

            context.EnvironmentVariables["AMQP_HOST"] = amqp.Property(EndpointProperty.Host);
            context.EnvironmentVariables["AMQP_PORT"] = amqp.Property(EndpointProperty.Port);
            context.EnvironmentVariables["AMQP_USER"] = publisher.User;
            context.EnvironmentVariables["AMQP_PASSWORD"] = publisher.Password.Parameter;
            context.EnvironmentVariables["AMQP_EXCHANGE"] = settings.Exchange;
        });
        return builder;
    }
}
