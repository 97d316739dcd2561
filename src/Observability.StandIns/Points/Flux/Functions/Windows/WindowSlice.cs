namespace Observability.StandIns.Points.Flux.Functions.Windows;

/// <summary>A window with its rows.</summary>
/// <param name="Start">Its begin.</param>
/// <param name="Stop">Its end, excluded.</param>
/// <param name="First">The first row.</param>
/// <param name="End">The row after the last.</param>
internal readonly record struct WindowSlice(long Start, long Stop, int First, int End);
