using System.Security.Cryptography;
using System.Text.Json;
using CsCheck;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;

namespace HienTai.Tests.Vault;

/// <summary>
/// What a sealed value is: always the same, bound to its person and place, and nothing to anybody else.
/// </summary>
public class SealingSpec
{
    const string Place = "PersonName.FullName";
    static readonly PersonKey Key = PersonKey.New(Guid.NewGuid(), null);

    [Fact]
    public void Whatever_is_sealed_is_opened_again() =>
        Gen
            .String.Where(s => !s.Any(char.IsSurrogate))
            .Sample(text => Sealing.Open(Key, Place, Sealing.Seal(Key, Place, text)) == text);

    [Fact]
    public void The_same_value_in_the_same_place_is_the_same_token()
    {
        Sealing
            .Seal(Key, Place, "Nguyễn Thị Hoa")
            .Should()
            .Be(Sealing.Seal(Key, Place, "Nguyễn Thị Hoa"))
            .And.StartWith("v1.");
        Sealing.Seal(Key, Place, "Nguyễn Thị Hoa").Should().NotBe(Sealing.Seal(Key, Place, "Nguyễn Thị Hoà"));
        Sealing
            .Seal(Key, Place, "")
            .Length.Should()
            .Be(Sealing.Seal(Key, Place, "0793").Length, "that there is no value is not shown");
    }

    [Fact]
    public void A_token_is_of_one_person_and_one_place()
    {
        var token = Sealing.Seal(Key, Place, "Nguyễn Thị Hoa");
        foreach (
            var (key, place) in new[]
            {
                (PersonKey.New(Key.Subject, null), Place),
                (PersonKey.New(Guid.NewGuid(), null), Place),
                (Key, "PersonFact.FullName"),
            }
        )
            FluentActions.Invoking(() => Sealing.Open(key, place, token)).Should().Throw<CryptographicException>(place);
        Sealing.Seal(PersonKey.New(Guid.NewGuid(), null), Place, "Nguyễn Thị Hoa").Should().NotBe(token);
        Sealing.Seal(Key, "Contacts.Phone", "Nguyễn Thị Hoa").Should().NotBe(token);
    }

    [Fact]
    public void A_token_that_was_touched_is_refused()
    {
        var token = Sealing.Seal(Key, Place, "Nguyễn Thị Hoa");
        for (var i = 3; i < token.Length - 1; i++)
        {
            var touched = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            FluentActions
                .Invoking(() => Sealing.Open(Key, Place, touched))
                .Should()
                .Throw<CryptographicException>($"position {i}");
        }
        foreach (var bad in new[] { "Nguyễn Thị Hoa", "v1.", "v1.*", "v2" + token[2..], token[..20] })
            FluentActions.Invoking(() => Sealing.Open(Key, Place, bad)).Should().Throw<CryptographicException>(bad);
    }

    [Fact]
    public void Under_a_destroyed_key_there_is_no_value()
    {
        var gone = PersonKey.Gone(Key.Subject);
        Sealing.Open(gone, Place, Sealing.Seal(Key, Place, "Nguyễn Thị Hoa")).Should().BeNull();
        Sealing.Seal(gone, Place, "Nguyễn Thị Hoa").Should().BeEmpty();
    }

    [Fact]
    public void Without_a_key_nothing_personal_is_written()
    {
        FluentActions
            .Invoking(() => JsonSerializer.Serialize(new PersonName("Nguyễn Thị Hoa", []), StreamKind.Json))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*PersonName.FullName*");
        FluentActions
            .Invoking(() =>
                FactTable.Written(new ContactsFact("contacts", Period.Always, "0901234567", "", "", null), null)
            )
            .Should()
            .Throw<InvalidOperationException>();
        using (Sealing.Of(PersonKey.Gone(Key.Subject), alive: true))
            FluentActions
                .Invoking(() => JsonSerializer.Serialize(new PersonName("Nguyễn Thị Hoa", []), StreamKind.Json))
                .Should()
                .Throw<Rejected>()
                .Which.Reason.Should()
                .Be("PERSON_ERASED");
        using (Sealing.Of(Key))
            JsonSerializer
                .Serialize(new PersonName("Nguyễn Thị Hoa", ["Hoa Nhỏ"]), StreamKind.Json)
                .Should()
                .NotContain("Hoa")
                .And.Contain("v1.");
    }

    [Fact]
    public void A_scope_ends_where_it_was_opened()
    {
        var other = PersonKey.New(Guid.NewGuid(), null);
        using (Sealing.Of(Key))
        {
            using (Sealing.Of(other))
                JsonSerializer
                    .Serialize(new Contacts("1", "", ""), StreamKind.Json)
                    .Should()
                    .Contain(Sealing.Seal(other, "Contacts.Phone", "1"));
            JsonSerializer
                .Serialize(new Contacts("1", "", ""), StreamKind.Json)
                .Should()
                .Contain(Sealing.Seal(Key, "Contacts.Phone", "1"));
        }
    }

    [Fact]
    public void A_file_is_bound_to_itself_piece_by_piece()
    {
        var (key, content) = (
            RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(FileKeys.PieceBytes + 1000)
        );
        var closed = FileKeys.Close(key, "f", content);
        const int whole = FileKeys.PieceBytes + Box.ExtraBytes;
        byte[] first = closed[..whole],
            last = closed[whole..];
        ((byte[])[.. FileKeys.Open(key, "f", first, 0), .. FileKeys.Open(key, "f", last, 1)]).Should().Equal(content);
        foreach (var (file, piece, index) in new[] { ("f", first, 1), ("f", last, 0), ("g", first, 0) })
            FluentActions
                .Invoking(() => FileKeys.Open(key, file, piece, index))
                .Should()
                .Throw<CryptographicException>();
    }
}
