namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether anybody follows the console log of a resource.</summary>
/// <param name="Name">Name of the instance.</param>
/// <param name="AnySubscribers">True where somebody does.</param>
public readonly record struct LogSubscriber(string Name, bool AnySubscribers);
