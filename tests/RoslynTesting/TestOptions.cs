namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The least severe compiler diagnostics that a test sees.</summary>
public enum CompilerDiagnostics
{
    None,
    Errors,
    Warnings,
    Suggestions,
    All,
}

/// <summary>How markup in the files of a state becomes expected diagnostics.</summary>
public enum MarkupMode
{
    /// <summary>Files are taken as they are.</summary>
    None,

    /// <summary>Markup is removed and means nothing.</summary>
    Ignore,

    /// <summary>Markup is removed; only that of ids without a fix means something.</summary>
    IgnoreFixable,

    /// <summary>Markup is removed and every span is expected.</summary>
    Allow,
}

/// <summary>What a state takes from the state before it.</summary>
public enum StateInheritanceMode
{
    /// <summary>Everything that is empty here, without the diagnostics that have a fix.</summary>
    AutoInherit,

    /// <summary>Nothing.</summary>
    Explicit,

    /// <summary>Everything that is empty here.</summary>
    AutoInheritAll,
}

[Flags]
public enum MarkupOptions
{
    None = 0,

    /// <summary>Unnamed markup means the first descriptor when there are several.</summary>
    UseFirstDescriptor = 1,

    /// <summary><c>$$</c> stays in the text.</summary>
    TreatPositionIndicatorsAsCode = 2,
}

[Flags]
public enum TestBehaviors
{
    None = 0,
    SkipGeneratedCodeCheck = 1,
    SkipSuppressionCheck = 2,
    SkipGeneratedSourcesCheck = 4,
}

[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllInDocumentCheck = 1,
    SkipFixAllInProjectCheck = 2,
    SkipFixAllInSolutionCheck = 4,
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,

    /// <summary>Stop the iterative fix after its first change.</summary>
    FixOne = 8,
    SkipLocalDiagnosticCheck = 16,
}

/// <summary>How closely the tree that a code action made must match what the parser makes of its text.</summary>
public enum CodeActionValidationMode
{
    None,

    /// <summary>Nodes and tokens.</summary>
    SemanticStructure,

    /// <summary>Nodes, tokens and trivia.</summary>
    Full,
}

[Flags]
public enum DiagnosticOptions
{
    None = 0,
    IgnoreAdditionalLocations = 1,
    IgnoreSeverity = 2,
}

[Flags]
public enum DiagnosticLocationOptions
{
    None = 0,

    /// <summary>Only the start of the span counts.</summary>
    IgnoreLength = 1,

    /// <summary>The path of the span is a markup key such as <c>#0</c>.</summary>
    InterpretAsMarkupKey = 2,

    /// <summary>The location is one that the diagnostic marks as unnecessary code.</summary>
    UnnecessaryCode = 4,
}
