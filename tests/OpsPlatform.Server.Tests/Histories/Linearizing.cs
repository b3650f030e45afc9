namespace OpsPlatform.Server.Tests.Histories;

/// <summary>That the checker tells apart what happened in some order and what did in none, over an account that is the simplest there is.</summary>
public sealed class Linearizing
{
    [Fact]
    public void Calls_one_after_another_have_their_own_order() =>
        MustBeAllowed(Pay(30, 1, 2, "70"), Read(3, 4, "70"), Pay(80, 5, 6, "refused"), Read(7, 8, "70"));

    [Fact]
    public void Calls_at_the_same_time_may_have_come_in_either_order()
    {
        MustBeAllowed(Pay(30, 1, 10, "70"), Read(2, 9, "100"));
        MustBeAllowed(Pay(30, 1, 10, "70"), Read(2, 9, "70"));
        MustBeAllowed(Pay(30, 1, 10, "50"), Pay(20, 2, 9, "80"), Pay(10, 3, 8, "40"));
    }

    [Fact]
    public void A_stale_read_is_found()
    {
        MustBeFound(Pay(30, 1, 2, "70"), Read(3, 4, "100"));
        MustBeFound(Pay(30, 1, 9, "70"), Read(2, 3, "70"), Read(4, 5, "100"));
    }

    [Fact]
    public void A_read_of_what_was_never_there_is_found() => MustBeFound(Pay(30, 1, 9, "70"), Pay(50, 2, 8, "20"), Read(3, 4, "60"));

    [Fact]
    public void A_lost_update_is_found() => MustBeFound(Pay(30, 1, 10, "70"), Pay(20, 2, 9, "80"), Read(11, 12, "80"));

    [Fact]
    public void Money_that_is_spent_twice_is_found() => MustBeFound(Pay(60, 1, 10, "40"), Pay(60, 2, 9, "40"));

    [Fact]
    public void A_refusal_on_what_was_never_stored_is_found() => MustBeFound(Pay(60, 1, 4, "refused"), Pay(10, 2, 3, "90"));

    [Fact]
    public void A_repeat_that_runs_again_is_found()
    {
        MustBeAllowed(Pay(30, 1, 2, "70", "r1"), Pay(30, 3, 4, "again 70", "r1"), Read(5, 6, "70"));
        MustBeFound(Pay(30, 1, 2, "70", "r1"), Pay(30, 3, 4, "40", "r1"));
        MustBeFound(Pay(30, 1, 2, "70", "r1"), Pay(30, 3, 4, "again 70", "r1"), Read(5, 6, "40"));
    }

    [Fact]
    public void What_did_not_return_may_have_happened_late_or_never_but_not_twice()
    {
        var open = Pay(30, 1, null, "");
        MustBeAllowed(open, Read(2, 3, "100"), Read(4, 5, "70"));
        MustBeAllowed(open, Read(2, 3, "100"));
        MustBeFound(open, Read(2, 3, "70"), Read(4, 5, "100"));
        MustBeFound(open, Read(2, 3, "40"));
        MustBeFound(Read(1, 2, "70"), Pay(30, 3, null, ""));
        MustBeAllowed(Pay(30, 1, null, "", "r1"), Read(2, 3, "100"), Pay(30, 4, 5, "again 70", "r1"));
        MustBeFound(Pay(30, 1, null, "", "r1"), Pay(30, 2, 3, "70", "r1"), Read(4, 5, "40"));
    }

    [Fact]
    public void A_failure_is_told_by_its_smallest_part()
    {
        Interval<Payment>[] history = [Read(1, 2, "100"), Pay(30, 3, 9, "70"), Read(4, 5, "100"), Pay(20, 6, null, ""), Read(10, 11, "70"), Read(12, 13, "100"), Read(14, 15, "70"), Pay(10, 16, 17, "60")];

        var smallest = Linearization<Payment, Account>.Smallest(Account.Full, history, Step, call => call.Micros == 0);
        var stuck = Linearization<Payment, Account>.Check(Account.Full, smallest, Step).ShouldNotBeNull();

        smallest.ShouldBe([history[1], history[5]]);
        stuck.Placed.ShouldBe([history[1].Call]);
        stuck.State.Left.ShouldBe(70);
        stuck.Barred.ShouldBe([history[5]]);
    }

    [Fact]
    public void A_hundred_calls_at_once_are_decided()
    {
        var payments = Enumerable.Range(0, 100).Select(i => Pay(1, i, 1000 - i, $"{((i * 37) % 100) + 900}")).ToArray();
        var start = new Account(1000, "");
        Linearization<Payment, Account>.Check(start, payments, Step).ShouldBeNull();
        Linearization<Payment, Account>.Check(start, [.. payments, Read(2000, 2001, "901")], Step).ShouldNotBeNull();
    }

    private static void MustBeAllowed(params Interval<Payment>[] history) => Linearization<Payment, Account>.Check(Account.Full, history, Step).ShouldBeNull();

    private static void MustBeFound(params Interval<Payment>[] history) => Linearization<Payment, Account>.Check(Account.Full, history, Step).ShouldNotBeNull();

    private static Interval<Payment> Pay(int micros, long invoked, long? returned, string answer, string request = "") => new(new Payment(micros, answer, request), invoked, returned);

    private static Interval<Payment> Read(long invoked, long returned, string answer) => Pay(0, invoked, returned, answer);

    private static IEnumerable<Account> Step(Account account, Payment call, bool returned)
    {
        var (answer, after) = account.Handled.Split(' ').FirstOrDefault(handled => call.Request.Length > 0 && handled.StartsWith(call.Request + ":")) is { } handled
            ? ($"again {handled[(handled.IndexOf(':') + 1)..]}", account)
            : call.Micros > account.Left ? ("refused", account) : account.Pay(call);
        return returned && answer != call.Answer ? [] : [after];
    }

    private sealed record Payment(int Micros, string Answer, string Request);

    private sealed record Account(int Left, string Handled)
    {
        public static readonly Account Full = new(100, "");

        public (string Answer, Account After) Pay(Payment call)
        {
            var left = Left - call.Micros;
            return ($"{left}", new Account(left, call.Request.Length > 0 ? $"{Handled} {call.Request}:{left}" : Handled));
        }
    }
}
