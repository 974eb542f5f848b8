using HienTai.Server.Accounts;

namespace HienTai.Tests.Accounts;

/// <summary>What a password must be, and the codes of authenticator apps.</summary>
public sealed class PasswordSpec
{
    [Theory]
    [InlineData("con trâu đi trước cái cày")]
    [InlineData("correct horse battery staple")]
    [InlineData("ba con gà 3 con vịt 🦆")]
    [InlineData("x7#Qm!2vLp0$zRt")]
    public void Long_ones_of_any_characters_are_good(string password) =>
        PasswordRules.Refusal(PasswordRules.Normalize(password), "noivu").Should().BeNull();

    [Theory]
    [InlineData("ngắn quá đi", "PASSWORD_TOO_SHORT")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "PASSWORD_TOO_SHORT")]
    [InlineData("passwordpassword", "PASSWORD_REPETITIVE")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "PASSWORD_REPETITIVE")]
    [InlineData("xyzt xyzt xyzt xyzt", "PASSWORD_REPETITIVE")]
    [InlineData("abcdefghijklmnopqr", "PASSWORD_REPETITIVE")]
    [InlineData("password1234567890", "PASSWORD_BREACHED")]
    [InlineData("1qaz2wsx3edc4rfv", "PASSWORD_BREACHED")]
    [InlineData("Dragon.Monkey.2024", "PASSWORD_BREACHED")]
    [InlineData("superman superman1", "PASSWORD_BREACHED")]
    [InlineData("noivu noivu 2024 a", "PASSWORD_NAMES_ACCOUNT")]
    [InlineData("Hiền Tài muôn năm", "PASSWORD_NAMES_ACCOUNT")]
    [InlineData("nguyên khí quốc gia", "PASSWORD_NAMES_ACCOUNT")]
    [InlineData("UBND huyện Bình Chánh 2024", "PASSWORD_NAMES_ACCOUNT")]
    [InlineData("phòng nội vụ bình chánh", "PASSWORD_NAMES_ACCOUNT")]
    [InlineData("noivu binhchanh hientai 24", "PASSWORD_NAMES_ACCOUNT")]
    public void What_is_guessed_first_is_refused(string password, string reason) =>
        PasswordRules.Refusal(PasswordRules.Normalize(password), "noivu")!.Value.Reason.Should().Be(reason);

    [Fact]
    public void The_words_of_the_place_are_written_down()
    {
        string Read(string file) => File.ReadAllText(Path.Combine(Postgres.Metadata("RepositoryRoot"), file));
        var (document, page) = (Read("docs/security.md"), Read("client-web/src/app/account/new-password.ts"));
        PasswordRules.OfHere.Should().OnlyContain(word => document.Contains($"`{word}`") && page.Contains($"'{word}'"));
        PasswordRules.OfHere.Should().BeInDescendingOrder(word => word.Length, "a longer one holds a shorter");
        PasswordRules
            .Refusal(PasswordRules.Normalize("ở Bình Chánh trâu đi trước cái cày"), "noivu")
            .Should()
            .BeNull("fifteen letters are left");
    }

    [Fact]
    public void A_hundred_and_twenty_eight_is_the_most()
    {
        var letters = string.Concat(Enumerable.Range(100, 43).Select(i => $"{(char)('a' + i % 26)}{i * i % 97:00}"));
        PasswordRules.Refusal(letters[..128], "noivu").Should().BeNull();
        PasswordRules.Refusal(letters, "noivu")!.Value.Reason.Should().Be("PASSWORD_TOO_LONG");
    }

    [Fact]
    public void Codes_that_work_once_are_not_guessed()
    {
        var codes = Enumerable.Range(0, 500).Select(_ => OneTimes.NewCode()).ToArray();
        var letters = codes.Select(c => c.Replace("-", "")).ToArray();
        var bits = letters.Min(c => c.Length) * Math.Log2(letters.SelectMany(c => c).Distinct().Count());
        bits.Should().BeGreaterThanOrEqualTo(128);
        codes.Should().OnlyHaveUniqueItems().And.OnlyContain(c => c.Split('-').All(group => group.Length == 4));
        OneTimes.Hash(codes[0].ToUpperInvariant().Replace('-', ' ')).Should().Equal(OneTimes.Hash(codes[0]));
    }

    [Fact]
    public void However_it_is_typed_it_is_the_same_password()
    {
        PasswordRules
            .Normalize("nguye\u0302\u0303n  khí")
            .Should()
            .Be("nguyễn  khí", "letters are composed, spaces are not touched");
        new Passwords()
            .Right(
                new() { PasswordHash = new Passwords().Hash(PasswordRules.Normalize("nguyễn khí")) },
                PasswordRules.Normalize("nguye\u0302\u0303n khi\u0301")
            )
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code)
    {
        var secret = "12345678901234567890"u8.ToArray();
        Totp.Code(secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))).Should().Be(code);
        Totp.FromBase32(Totp.Base32(secret)).Should().Equal(secret);
        Totp.Base32(secret).Should().Be("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    [Fact]
    public void A_code_is_taken_half_a_minute_early_or_late_and_no_more()
    {
        var (secret, now) = (Totp.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(3_000_000_000));
        foreach (var (off, taken) in new[] { (-2, false), (-1, true), (0, true), (1, true), (2, false) })
            (Totp.StepOf(secret, Totp.Code(secret, Totp.StepAt(now) + off), now) == Totp.StepAt(now) + off)
                .Should()
                .Be(taken);
    }
}
