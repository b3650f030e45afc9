using System.Xml;
using System.Xml.Linq;

namespace OpsPlatform.Cli.Output;

/// <summary>Elements of a page: whatever text goes into them is escaped, and what no page can hold is shown, not sent.</summary>
internal static class Markup
{
    internal static XElement Of(string name, params IEnumerable<object?> content) =>
        new(name, content.Select(one => one is string text ? Text(text) : one));

    internal static XElement With(this XElement element, params IEnumerable<(string Name, object Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            element.SetAttributeValue(name, value is IFormattable number ? number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : Text((string)value));
        return element;
    }

    /// <summary>An element without content would close itself, which a page takes for one that is open.</summary>
    internal static string Page(XElement root)
    {
        foreach (var empty in root.DescendantsAndSelf().Where(element => element.IsEmpty && element.Name.LocalName is not ("meta" or "rect" or "path" or "line")))
            empty.Value = "";
        return $"<!DOCTYPE html>\n{root.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static string Text(string text)
    {
        var printable = Printable.Of(text);
        return printable.All(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)) ? printable : string.Concat(printable.Select(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'));
    }
}
