using Grpc.Core;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class MetadataTests
{
    [Theory]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("colon:")]
    [InlineData("über")]
    [InlineData("new\nline")]
    [InlineData("key-bin")]
    public void A_text_entry_refuses_a_key_that_is_not_its_own(string key) => Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Theory]
    [InlineData("key")]
    [InlineData("two words-bin")]
    public void A_binary_entry_refuses_a_key_that_is_not_its_own(string key) => Should.Throw<ArgumentException>(() => new Metadata.Entry(key, [1]));

    [Fact]
    public void Nothing_in_an_entry_is_null()
    {
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry(null!, "value"));
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry("key", (string)null!));
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry("key-bin", (byte[])null!));
        Should.Throw<ArgumentNullException>(() => new Metadata { (Metadata.Entry)null! });
    }

    [Fact]
    public void Keys_become_lower_case() => new Metadata.Entry("X-Ops_1.KEY", "value").Key.ShouldBe("x-ops_1.key");

    [Fact]
    public void A_text_entry_has_text_and_its_bytes()
    {
        var entry = new Metadata.Entry("key", "value");

        (entry.IsBinary, entry.Value).ShouldBe((false, "value"));
        entry.ValueBytes.ShouldBe("value"u8.ToArray());
    }

    [Fact]
    public void A_binary_entry_has_bytes_of_its_own_and_no_text()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("key-bin", bytes);

        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        entry.IsBinary.ShouldBeTrue();
        entry.ValueBytes.ShouldBe([1, 2]);
        Should.Throw<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void The_last_of_a_repeated_key_counts_and_all_keep_their_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "a", "3" }, { "c-bin", [4] } };

        metadata.Get("a")!.Value.ShouldBe("3");
        metadata.GetValue("a").ShouldBe("3");
        metadata.GetAll("a").Select(entry => entry.Value).ShouldBe(["1", "3"]);
        metadata.GetValueBytes("c-bin").ShouldBe([4]);
        metadata.Get("d").ShouldBeNull();
        metadata.GetValue("d").ShouldBeNull();
        metadata.GetValueBytes("d").ShouldBeNull();
        metadata.GetAll("d").ShouldBeEmpty();
        metadata.Count.ShouldBe(4);
    }

    [Fact]
    public void Lookups_take_a_key_in_any_case()
    {
        var metadata = new Metadata { { "Key", "1" }, { "Key-Bin", [2] } };

        metadata.Get("KEY")!.Key.ShouldBe("key");
        metadata.GetValue("Key").ShouldBe("1");
        metadata.GetValueBytes("Key-Bin").ShouldBe([2]);
        metadata.GetAll("kEY").Count().ShouldBe(1);
    }

    [Fact]
    public void Metadata_is_a_list()
    {
        var first = new Metadata.Entry("a", "1");
        var second = new Metadata.Entry("b", "2");
        var metadata = new Metadata { second };

        metadata.Insert(0, first);
        metadata.IndexOf(second).ShouldBe(1);
        metadata.Contains(first).ShouldBeTrue();
        metadata[1] = first;
        metadata.Remove(first).ShouldBeTrue();
        metadata.RemoveAt(0);
        metadata.ShouldBeEmpty();
        metadata.Add(first);
        var copy = new Metadata.Entry[2];
        metadata.CopyTo(copy, 1);
        copy.ShouldBe([null!, first]);
        metadata.Clear();
        metadata.Count.ShouldBe(0);
        metadata.IsReadOnly.ShouldBeFalse();
    }

    [Fact]
    public void The_empty_metadata_stays_empty()
    {
        Metadata.Empty.IsReadOnly.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Should.Throw<InvalidOperationException>(Metadata.Empty.Clear);
        Metadata.Empty.ShouldBeEmpty();
    }
}
