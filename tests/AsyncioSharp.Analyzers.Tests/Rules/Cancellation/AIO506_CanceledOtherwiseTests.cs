using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TokenNotForwardedAnalyzer, AsyncioSharp.CodeFixes.TokenNotForwardedFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>AIO506 where the token ends the call in another way, or where the call waits for nothing.</summary>
public sealed class CanceledOtherwiseTests
{
    private const string Types =
        "class Api : IDisposable { public Task A() => null; public Task A(CancellationToken token) => null; public void Dispose() { } public void Close() { } public void Cancel() { } public void Log() { } public Api Next; }\nApi field;\n";

    private static string In(string lines) =>
        "using System.Net.Http;\n" + Snippet.Members(Types + "async Task M(Api api, Api other, HttpClient http, HttpMessageInvoker invoker, HttpRequestMessage request, HttpCompletionOption option, CancellationToken token)\n{\n" + lines + "\n}");

    [Theory]
    [InlineData("using (token.Register(api.Dispose)) { await api.A(); }")]
    [InlineData("using (token.Register(() => api.Close())) await api.A();")]
    [InlineData("using var stop = token.Register(() => { api.Cancel(); }); await api.A(); await api.Next.A();")]
    [InlineData("using (token.Register(static state => ((Api)state).Dispose(), api)) { try { await api.A(); } finally { api.Log(); } }")]
    [InlineData("await using (token.UnsafeRegister(_ => field.Dispose(), null)) { await field.A(); }")]
    public Task TokenThatClosesTheObject_IsSilent(string lines) => Verify.Silent(In(lines));

    [Theory]
    [InlineData("using (token.Register(other.Dispose)) { await api.{|AIO506:A|}(); }")]
    [InlineData("using (token.Register(api.Log)) { await api.{|AIO506:A|}(); }")]
    [InlineData("using (token.Register(() => other.Close())) { await api.{|AIO506:A|}(); }")]
    [InlineData("using (token.Register(api.Dispose)) { } await api.{|AIO506:A|}();")]
    [InlineData("using (new CancellationToken().Register(api.Dispose)) { await api.{|AIO506:A|}(); }")]
    [InlineData("using (token.Register(other.Next.Dispose)) { await api.Next.{|AIO506:A|}(); }")]
    public Task TokenThatDoesSomethingElse_IsReported(string lines) => Reported(lines);

    [Theory]
    [InlineData("var response = await http.GetAsync(\"a\", token); var text = await response.Content.ReadAsStringAsync();")]
    [InlineData("using var response = await http.SendAsync(request, token).ConfigureAwait(false); var text = await response.Content.ReadAsByteArrayAsync();")]
    [InlineData("using (var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, token)) { await response.Content.ReadAsStreamAsync(); }")]
    [InlineData("HttpResponseMessage response = null; response = await http.PostAsync(\"a\", null, token); var text = await response.Content.ReadAsStringAsync();")]
    [InlineData("var text = await (await http.GetAsync(\"a\", token)).Content.ReadAsStringAsync();")]
    public Task ContentInMemory_IsSilent(string lines) => Verify.Silent(In(lines));

    [Theory]
    [InlineData("var response = await http.GetAsync(\"a\", HttpCompletionOption.ResponseHeadersRead, token); var text = await response.Content.{|AIO506:ReadAsStringAsync|}();")]
    [InlineData("var response = await http.GetAsync(\"a\", option, token); var text = await response.Content.{|AIO506:ReadAsStringAsync|}();")]
    [InlineData("var response = await invoker.SendAsync(request, token); var text = await response.Content.{|AIO506:ReadAsStringAsync|}();")]
    [InlineData("var response = new HttpResponseMessage(); var text = await response.Content.{|AIO506:ReadAsStringAsync|}();")]
    [InlineData("var response = await http.GetAsync(\"a\", token); response = await invoker.SendAsync(request, token); var text = await response.Content.{|AIO506:ReadAsStringAsync|}();")]
    public Task ContentOnItsWay_IsReported(string lines) => Reported(lines);

    private static Task Reported(string lines) => Verify.Fix(
        In(lines), In(System.Text.RegularExpressions.Regex.Replace(lines, @"\{\|AIO506:(\w+)\|\}\(\)", "$1(token)")));
}
