using System.CommandLine;
using OpsPlatform.Cli.Contents;
using OpsPlatform.Cli.ReviewChains;
using OpsPlatform.Cli.WordLists;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Tests.Contents;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the fields of a message, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "content_id", "content", "remark_id", "remark", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        Command[] nouns = [new ContentsCommand(), new ReviewChainsCommand(), new WordListsCommand()];
        var commands = nouns.SelectMany(noun => noun.Subcommands).ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        commands.Keys.ShouldBe(ContentService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in ContentService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.Select(option => option.Name).Intersect(Names(field.Name)).ShouldNotBeEmpty($"{rpc.Name}.{field.Name}");
        }

        // Days and versions are typed as --from and --to, what can be given again in the singular, and units are left out.
        static string[] Names(string field) =>
            [$"--{field.Replace('_', '-')}", $"--{field.TrimEnd('s')}", $"--{field[..Math.Max(0, field.LastIndexOf('_'))].Replace('_', '-')}".Replace("--start", "--from").Replace("--end", "--to")];
    }

    [Fact]
    public void Every_field_that_an_author_writes_has_an_option_for_making_and_for_editing()
    {
        foreach (var command in new Command[] { new Create(), new Update() })
        {
            foreach (var field in Content.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldNumber is > 2 and <= 25))
                command.Options.ShouldContain(option => $"--{field.Name.Replace('_', '-')}".Contains(option.Name.Trim('-')), $"{command.Name} {field.Name}");
        }
    }
}
