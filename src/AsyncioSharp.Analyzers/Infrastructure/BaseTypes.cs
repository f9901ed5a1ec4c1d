using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>A type and its base types, nearest first.</summary>
internal readonly struct BaseTypes(ITypeSymbol? type)
{
    public Enumerator GetEnumerator() => new(type);

    internal struct Enumerator(ITypeSymbol? next)
    {
        private ITypeSymbol? _next = next;

        public ITypeSymbol Current { readonly get; private set; } = null!;

        public bool MoveNext()
        {
            if (_next is null)
            {
                return false;
            }

            Current = _next;
            _next = _next.BaseType;
            return true;
        }
    }
}
