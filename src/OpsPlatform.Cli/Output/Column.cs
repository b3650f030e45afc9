using Spectre.Console;

namespace OpsPlatform.Cli.Output;

/// <summary>A column that a command makes up of its answer: what it says of an item, and in which colour.</summary>
internal sealed record Column<T>(string Heading, Func<T, string> Text, bool IsNumber = false, Func<T, Style?>? Style = null);
