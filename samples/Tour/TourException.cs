namespace AsyncioSharp.Samples.Tour;

/// <summary>A step failed; the message is for the person who ran the tour.</summary>
internal sealed class TourException(string message) : Exception(message);
