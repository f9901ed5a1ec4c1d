using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// Functions that a host calls on a thread of its choice, where no event loop runs: hosted services, request handlers, hubs, grains. The
/// types are matched by their metadata names, because the rules cannot reference these frameworks.
/// </summary>
internal static class HostCall
{
    // Overrides of methods of these types, and implementations of members of these interfaces.
    private static readonly (string Type, string Caller)[] Contracts =
    [
        ("Microsoft.Extensions.Hosting.BackgroundService", "The host"),
        ("Microsoft.Extensions.Hosting.IHostedService", "The host"),
        ("Microsoft.Extensions.Hosting.IHostedLifecycleService", "The host"),
        ("Microsoft.AspNetCore.Connections.ConnectionHandler", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Http.IMiddleware", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Authorization.IAuthorizationHandler", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Mvc.Filters.IAsyncExceptionFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Mvc.Filters.IAsyncResourceFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Mvc.Filters.IAsyncResultFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.Http.IEndpointFilter", "ASP.NET Core"),
        ("Microsoft.AspNetCore.SignalR.Hub", "SignalR"),
        ("Orleans.Grain", "Orleans"),
        ("Orleans.IGrainBase", "Orleans"),
    ];

    // Public methods of these types are called by name.
    private static readonly (string Type, string Caller)[] Bases =
    [
        ("Microsoft.AspNetCore.Mvc.ControllerBase", "ASP.NET Core"),
        ("Microsoft.AspNetCore.SignalR.Hub", "SignalR"),
    ];

    // Methods that take a request handler.
    private static readonly string[] Registrations =
    [
        "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions",
        "Microsoft.AspNetCore.Builder.RequestDelegateEndpointRouteBuilderExtensions",
        "Microsoft.AspNetCore.Builder.UseExtensions",
        "Microsoft.AspNetCore.Builder.RunExtensions",
        "Microsoft.AspNetCore.Http.EndpointFilterExtensions",
    ];

    /// <summary>The caller of the method, as worded in messages; null if no host is known to call it.</summary>
    public static string? CallerOf(IMethodSymbol method, KnownSymbols symbols)
    {
        if (method.IsStatic || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            return null;
        }

        return OfContract(method, symbols) ?? OfBase(method, symbols) ??
            (IsGrainCall(method, symbols) ? "Orleans" : IsPageHandler(method, symbols) || IsMiddleware(method) ? "ASP.NET Core" : null);
    }

    /// <summary>True for the body of a <c>BackgroundService</c>.</summary>
    public static bool IsServiceBody(IMethodSymbol method, KnownSymbols symbols) =>
        method.Name == "ExecuteAsync" && symbols.Find("Microsoft.Extensions.Hosting.BackgroundService") is { } service &&
        Overrides(method, service);

    /// <summary>True if the function is passed to a framework as a request handler: <c>app.MapGet("/", handler)</c>.</summary>
    public static bool IsHandler(EnclosingFunction function, KnownSymbols symbols) => RegistrationOf(function, symbols) is not null;

    /// <summary>The argument with which the function is passed to a framework; null if it is not.</summary>
    public static IArgumentOperation? RegistrationOf(EnclosingFunction function, KnownSymbols symbols) => function.IsNested
        ? FunctionUse.Of(function).OfType<IArgumentOperation>().FirstOrDefault(argument => TakesHandler(argument, symbols))
        : null;

    /// <summary>True if the project can pass functions to a framework.</summary>
    public static bool HasRegistrations(KnownSymbols symbols) => Registrations.Any(name => symbols.Find(name) is not null);

    /// <summary>True if a framework calls this argument for each request.</summary>
    public static bool TakesHandler(IArgumentOperation argument, KnownSymbols symbols) =>
        argument.Parameter is { ContainingSymbol: IMethodSymbol method, Type: { } type } &&
        (type.TypeKind == TypeKind.Delegate || type.SpecialType == SpecialType.System_Delegate) &&
        Registrations.Any(name => IsNamed(method.ContainingType, name, symbols));

    private static string? OfContract(IMethodSymbol method, KnownSymbols symbols)
    {
        foreach (var (type, caller) in Contracts)
        {
            if (symbols.Find(type) is { } contract && (Overrides(method, contract) || Implements(method, contract)))
            {
                return caller;
            }
        }

        return null;
    }

    private static string? OfBase(IMethodSymbol method, KnownSymbols symbols)
    {
        if (method.DeclaredAccessibility != Accessibility.Public || IsMarked(method, "NonActionAttribute"))
        {
            return null;
        }

        foreach (var (type, caller) in Bases)
        {
            if (symbols.Find(type) is { } definition && IsA(method.ContainingType, definition))
            {
                return caller;
            }
        }

        return null;
    }

    private static bool IsGrainCall(IMethodSymbol method, KnownSymbols symbols) =>
        symbols.Find("Orleans.Runtime.IAddressable") is { } grain &&
        method.ContainingType.AllInterfaces.Any(i =>
            i.AllInterfaces.Contains(grain, SymbolEqualityComparer.Default) && Implements(method, i));

    // OnGet, OnPostAsync
    private static bool IsPageHandler(IMethodSymbol method, KnownSymbols symbols) =>
        method.DeclaredAccessibility == Accessibility.Public && method.Name.StartsWith("On", StringComparison.Ordinal) &&
        !IsMarked(method, "NonHandlerAttribute") &&
        symbols.Find("Microsoft.AspNetCore.Mvc.RazorPages.PageModel") is { } page && IsA(method.ContainingType, page);

    // A class that receives the next step in its constructor and has an Invoke method for requests.
    private static bool IsMiddleware(IMethodSymbol method) =>
        method is { Name: "Invoke" or "InvokeAsync", DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } &&
        IsHttp(method.Parameters[0].Type, "HttpContext") &&
        method.ContainingType.InstanceConstructors.Any(static c => c.Parameters.Any(static p => IsHttp(p.Type, "RequestDelegate")));

    /// <summary>True for the type of this name in <c>Microsoft.AspNetCore.Http</c>.</summary>
    public static bool IsHttp(ITypeSymbol type, string name) => type.Name == name && type.IsIn("Microsoft.AspNetCore.Http");

    private static bool Overrides(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (var declared = method.OverriddenMethod; declared is not null; declared = declared.OverriddenMethod)
        {
            if (KnownSymbols.IsSame(declared.ContainingType.OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Implements(IMethodSymbol method, INamedTypeSymbol contract) =>
        contract.TypeKind == TypeKind.Interface && method.ContainingType.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default) &&
        contract.GetMembers().OfType<IMethodSymbol>().Any(member =>
            KnownSymbols.IsSame(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static bool IsA(INamedTypeSymbol type, INamedTypeSymbol definition)
    {
        foreach (var t in type.WithBases())
        {
            if (KnownSymbols.Is(t, definition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamed(INamedTypeSymbol type, string name, KnownSymbols symbols) =>
        name.EndsWith(type.Name, StringComparison.Ordinal) && KnownSymbols.Is(type, symbols.Find(name));

    private static bool IsMarked(IMethodSymbol method, string name) =>
        method.GetAttributes().Any(a => a.AttributeClass?.Name == name);
}
