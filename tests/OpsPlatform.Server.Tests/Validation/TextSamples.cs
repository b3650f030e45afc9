namespace OpsPlatform.Server.Tests.Validation;

/// <summary>Texts that are of some known form, or nearly.</summary>
internal static class TextSamples
{
    public static string[] Characters { get; } =
    [
        "a", "b", "z", "A", "Z", "f", "g", "0", "1", "9", "-", "_", ".", ":", "/", "%", "@", "[", "]", "!", "?", " ", "\t", "\n", "\r", "\0", "\"", "\\", "+", ",", "~", "'",
        "é", "中", "三", "٣", "😀", "𝒳", "\u00a0", "\u2028", "ſ", "K",
    ];

    public static string[] All { get; } =
    [
        "", "yes", "ab", "abmnyz", "mn", "a", "CNY", "content", "q4-plan", "kol", "10", "abc", "a.b", "x{,2}", "[]!-", "中", "AAA", "😀😀", "  ", "123",
        "workspaces/acme", "workspaces/acme/budgets/q4-plan", "workspaces/acme/budgets/q4-plan/reservations/r-1", "workspaces/acme/budgets/q4-plan/expenses/0190d1c5-7a3e-7c3f-9d65-3c2f5a1b6e10",
        new('a', 62), new('a', 63), new('a', 64), new('中', 120), new('a', 200), new('a', 201), new('a', 501), new('a', 4097),
        "name@example.com", "a.b+c@x.y", "@x", "a@", "a@b_c", "a@-b", "name@" + new string('a', 63) + ".b", "name@" + new string('a', 64) + ".b",
        "www.example.com", "example.com.", "a-b.c", "-a.b", "a..b", "a.1", "1.a", "123", "a_b", "xn--fiq228c.com", new string('a', 63) + ".b", new string('a', 64) + ".b", string.Join('.', Enumerable.Repeat("abcdefghi", 25)) + ".ab", string.Join('.', Enumerable.Repeat("abcdefghi", 25)) + ".abcd",
        "192.0.2.1", "192.0.2.256", "192.0.2", "192.0.2.01", "0.0.0.0", "255.255.255.255", "1.2.3.4.5", "127.1", " 1.2.3.4", "1.2.3.4 ",
        "::", "::1", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "1:2:3:4:5:6:1.2.3.4", "::ffff:1.2.3.4", "::1.2.3", "fe80::1%eth0", "fe80::1%", "12345::", "g::", ":1", "1:",
        "192.0.2.1/24", "192.0.2.0/24", "192.0.2.0/33", "0.0.0.0/0", "10.0.0.0/08", "192.0.2.1/32", "192.0.2.1/", "2001:db8::1/64", "2001:db8::/64", "2001:db8::/129", "::/0", "::1/128", "::1/127", "fe80::1%eth0/64", "::ffff:1.2.3.0/120",
        "0190d1c5-7a3e-7c3f-9d65-3c2f5a1b6e10", "0190D1C5-7A3E-7C3F-9D65-3C2F5A1B6E10", "0190d1c57a3e7c3f9d653c2f5a1b6e10", "{0190d1c5-7a3e-7c3f-9d65-3c2f5a1b6e10}", "0190d1c5-7a3e-7c3f-9d65-3c2f5a1b6e1",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAU",
        "https://example.com/path?query=1#top", "http://u:p@h:80/", "http://[::1]:80/a", "http://[::1", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[v1.x:y]/", "urn:isbn:1", "mailto:a@b", "a:", "a:/", "a://", "a:///", "http://h:8a/", "http://%e4%b8%ad/", "http://%e4%b8/", "http://h/%zz", "1a:b", "http://h/a b", "http://h/中",
        "/path?query", "//host/path", "./a:b", "a:b", "?q", "#f", "a b", "../x", "/a//b", "^",
        "example.com:443", "[::1]:443", "[::1]", "1.2.3.4:0", "h:65535", "h:65536", "h:", "h:01", "::1:80", "[1.2.3.4]:80", "[::1]443",
        "google.type.Date", ".google.type.Date", "a..b", "1a.b", "_a", ".",
        "x-request-source", ":authority", "a:b", "text/html; q=1", "a\tb", "a\u007fb", "a\u0001b",
    ];
}
