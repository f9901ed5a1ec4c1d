using System.Reflection;
using Microsoft.CodeAnalysis.Testing;

namespace RoslynTesting.Tests;

/// <summary>
/// What others see of the harness. A member that the official package does not have would bind our tests to ours for ever:
/// add none of those to the list.
/// </summary>
public class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void PublicMembers_AreThoseOfTheList()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt"));
        var actual = typeof(DefaultVerifier).Assembly.GetExportedTypes().SelectMany(Describe).Order(StringComparer.Ordinal).ToArray();

        Assert.True(expected.SequenceEqual(actual), $"PublicApi.txt should be:\n{string.Join('\n', actual)}\n");
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return Name(type);
        foreach (var member in type.GetMembers(Declared).Where(IsVisible))
        {
            switch (member)
            {
                case FieldInfo { IsSpecialName: false } field:
                    yield return type.IsEnum
                        ? $"{Name(type)}.{field.Name} = {Convert.ToInt32(field.GetRawConstantValue())}"
                        : $"{Name(type)}.{field.Name}";
                    break;
                case PropertyInfo property:
                    var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => accessor.Name[..3]);
                    yield return $"{Name(type)}.{property.Name}{Parameters(property.GetIndexParameters(), "[", "]")} {{ {string.Join(' ', accessors)} }}";
                    break;
                case ConstructorInfo constructor:
                    yield return $"{Name(type)}{Parameters(constructor.GetParameters(), "(", ")")}";
                    break;
                case MethodInfo { IsSpecialName: false } method:
                    yield return $"{Name(type)}.{method.Name}{Parameters(method.GetParameters(), "(", ")", always: true)}";
                    break;
            }
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !IsOverride(method),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    private static bool IsOverride(MethodBase method) => method is MethodInfo info && info.GetBaseDefinition() != info;

    private static string Parameters(ParameterInfo[] parameters, string open, string close, bool always = false) =>
        parameters.Length == 0 && !always && open == "["
            ? ""
            : open + string.Join(", ", parameters.Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")) + close;

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
