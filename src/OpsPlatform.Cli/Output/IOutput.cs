using Google.Protobuf;

namespace OpsPlatform.Cli.Output;

/// <summary>One of the forms of `--output`.</summary>
internal interface IOutput
{
    void Show(IMessage message);

    void List(IReadOnlyList<IMessage> messages);
}
