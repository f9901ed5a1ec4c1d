using System.Text;
using AsyncioSharp.Samples.Tour;

// What a newcomer runs first: a program on the loop; then the mistakes of the guides, as the compiler shows and fixes them.
Console.OutputEncoding = Encoding.UTF8;

// Ctrl+C ends the command that runs, and with it the tour, which then cleans up.
Console.CancelKeyPress += (_, interrupt) => interrupt.Cancel = true;
try
{
    Step.Start("A program on the loop: two recipes at once (samples/Guides/Concurrency/Breakfast.cs)");
    Asyncio.Run(AsyncioSharp.Samples.Guides.Breakfast.Run);

    using var copy = new PitfallsCopy();
    Step.Start("Wrong programs (a copy of samples/Pitfalls), and what the compiler says of them");
    Build wrong = copy.Build();
    wrong.Print();
    wrong.Expect(wrong.Findings.Count > 0, "the rules found nothing");

    Step.Start("What they print, wrong as they are");
    copy.Run();

    Step.Start("The fixes, all at once");
    copy.Fix();
    copy.PrintChanges();

    Step.Start("The compiler again");
    Build right = copy.Build();
    right.Print();
    right.Expect(right.Findings.Count == 0, "the fixes left something");

    Step.Start("What they print now");
    copy.Run();

    Step.End($"{wrong.Findings.Count} mistakes found, all of them fixed.");
    return 0;
}
catch (Exception exception) when (exception is TourException or ConsoleInterruptedException)
{
    Console.Error.WriteLine($"The tour stops here: {exception.Message}");
    return 1;
}
