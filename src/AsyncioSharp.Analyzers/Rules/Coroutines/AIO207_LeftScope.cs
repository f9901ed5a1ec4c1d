using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The statement around a return that does work when it is left.</summary>
internal static class LeftScope
{
    private static readonly HashSet<string> General = ["Exception", "Object", "OperationCanceledException", "LoopCanceledException"];

    private static readonly HashSet<OperationKind> Throwing =
        [OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.Throw];

    /// <summary>The name of the statement; null if there is none.</summary>
    public static string? Of(IReturnOperation result)
    {
        for (IOperation node = result; node.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            node = parent)
        {
            var scope = parent switch
            {
                ILockOperation statement when statement.Body == node => "lock",
                IUsingOperation statement when statement.Body == node && IsResource(statement.Resources) => "using",
                IBlockOperation block
                    when block.Operations.TakeWhile(o => o != node)
                        .Any(o => o is IUsingDeclarationOperation u && IsResource(u.DeclarationGroup)) => "using",
                ITryOperation { Finally: { } last } when last != node => "try",
                ITryOperation attempt when attempt.Body == node && IsAbout(attempt, result) => "try",
                _ => null,
            };
            if (scope is not null)
            {
                return scope;
            }
        }

        return null;
    }

    // SuppressFlow is undone immediately; only work started inside it is affected.
    private static bool IsResource(IOperation resources) =>
        !resources.DescendantsAndSelf().Any(o => o.Type is { Name: "AsyncFlowControl", ContainingNamespace.Name: "Threading" });

    // try { return F(int.Parse(text)); } catch (FormatException): the handler is for the code next to the coroutine.
    private static bool IsAbout(ITryOperation attempt, IReturnOperation result)
    {
        if (attempt.Catches.Any(handler => handler.ExceptionType is not { } type || General.Contains(type.Name)))
        {
            return true;
        }

        var calls = attempt.Body.Descendants().Where(o => Throwing.Contains(o.Kind));
        return calls.All(call => call.Parent == result || (call.Parent is IConversionOperation conversion && conversion.Parent == result));
    }
}
