namespace AsyncioSharp.FixFuzz;

/// <summary>The types that all programs use. They stand in a file beside the program, and no fix is applied there.</summary>
internal static class SupportSource
{
    public const string Text =
        """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        public sealed class Slow : Stream
        {
            public override bool CanRead => true; public override bool CanSeek => false; public override bool CanWrite => true; public override long Length => 0; public override long Position { get; set; }
            public override void Flush() => Thread.Sleep(1);
            public override Task FlushAsync(CancellationToken token) => Task.Delay(1, token);
            public override int Read(byte[] b, int offset, int count) { Thread.Sleep(1); return 1; }
            public override async Task<int> ReadAsync(byte[] b, int offset, int count, CancellationToken token) { await Task.Delay(1, token).ConfigureAwait(false); return 1; }
            public override long Seek(long offset, SeekOrigin origin) => 0; public override void SetLength(long value) { } public override void Write(byte[] b, int offset, int count) { }
            public int ReadByteOf(byte[] b) { Thread.Sleep(1); return 1; }
            public async Task<int> ReadByteOfAsync(byte[] b) { await Task.Delay(1).ConfigureAwait(false); return 1; }
        }

        public sealed class Box { public int Value { get; set; } }
        public static class Extensions { extension(int n) { public int Zero => n - n; public int Plus(int m) => n - n + m + 1; } }
        [InterpolatedStringHandler] public ref struct RefHandler { public RefHandler(int l, int f) { } public void AppendLiteral(string s) { } public void AppendFormatted<T>(T t) { } }
        public static class Log { public static void Info(RefHandler h) { } }
        public static class Api { public static Task A(string s) => Task.CompletedTask; public static Task A(string s, CancellationToken t) => Task.CompletedTask; public static Task<int> E() => Task.FromResult(1); public static Task<long> E(CancellationToken t) => Task.FromResult(1L); }
        sealed class Guard : IDisposable { readonly object own; public Guard(object o) { own = o; Monitor.Enter(o); } public void Dispose() => Monitor.Exit(own); }
        """;
}
