using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using HienTai.Access.V1;

namespace HienTai.Tests.Accounts;

/// <summary>
/// Passkeys, made and used by an authenticator written out here: WebAuthn with P-256 and no attestation.
/// </summary>
[Collection(AccountsApp.Name)]
public sealed class PasskeyTests(AccountsApp app)
{
    [Fact]
    public async Task A_passkey_alone_signs_in_and_is_refused_when_anything_is_off()
    {
        var member = await app.Member("khoa-bao-mat");
        var key = new Authenticator(app.WebAddress);
        var begun = await member.Browser.Session.BeginPasskeyAsync(new());
        var added = await member.Browser.Session.FinishPasskeyAsync(
            new()
            {
                Ceremony = begun.Ceremony,
                CredentialJson = key.Create(begun.OptionsJson),
                Name = "Điện thoại",
            }
        );
        added.Session.Factors.Should().Contain("passkey");
        added.RecoveryCodes.Should().BeEmpty("there are some already");
        var listed = (await member.Browser.Session.ListFactorsAsync(new())).Passkeys.Single();
        listed.Name.Should().Be("Điện thoại");
        await Refused.By(
            member.Browser.Session.FinishPasskeyAsync(
                new() { Ceremony = begun.Ceremony, CredentialJson = key.Create(begun.OptionsJson) }
            ),
            StatusCode.FailedPrecondition,
            "PASSKEY_REFUSED"
        );

        (await member.Browser.Session.RenamePasskeyAsync(new() { Id = listed.Id, Name = "  Điện thoại  cũ " }))
            .Passkeys.Single()
            .Should()
            .Be(new Passkey(listed) { Name = "Điện thoại cũ" });
        (await member.Browser.Session.ListFactorsAsync(new())).Passkeys.Single().Name.Should().Be("Điện thoại cũ");
        await Refused.By(
            member.Browser.Session.RenamePasskeyAsync(new() { Id = listed.Id }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "name"
        );
        await Refused.By(
            (await app.Member("khoa-nguoi-khac")).Browser.Session.RenamePasskeyAsync(
                new() { Id = listed.Id, Name = "Của tôi" }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );

        var browser = new Browser(app);
        var asked = await browser.Session.BeginPasskeySignInAsync(new());
        var answer = key.Get(asked.OptionsJson);
        var session = await browser.Session.FinishPasskeySignInAsync(
            new() { Ceremony = asked.Ceremony, CredentialJson = answer }
        );
        (session.Step, session.Name).Should().Be((Step.None, "khoa-bao-mat"));
        await browser.Session.ListFactorsAsync(new());

        await Off("the same answer again", (a, _) => (a.Ceremony, answer), reuse: asked);
        await Off("another ceremony's answer", (a, _) => (a.Ceremony, answer));
        await Off("another origin", (a, k) => (a.Ceremony, k.Get(a.OptionsJson, origin: "http://evil.example")));
        await Off("no user verification", (a, k) => (a.Ceremony, k.Get(a.OptionsJson, flags: 0x01)));
        await Off("another key's signature", (a, k) =>
            (a.Ceremony, k.Get(a.OptionsJson, by: ECDsa.Create(ECCurve.NamedCurves.nistP256)))
        );
        await Off("no JSON", (a, _) => (a.Ceremony, "{"));

        (await member.Browser.Session.RemovePasskeyAsync(new() { Id = listed.Id }))
            .Factors.Should()
            .NotContain("passkey");
        await Off("a passkey that was given up", (a, k) => (a.Ceremony, k.Get(a.OptionsJson)));

        async Task Off(
            string what,
            Func<PasskeyOptions, Authenticator, (string, string)> answer,
            PasskeyOptions? reuse = null
        )
        {
            var other = new Browser(app);
            var (ceremony, json) = answer(reuse ?? await other.Session.BeginPasskeySignInAsync(new()), key);
            try
            {
                await other.Session.FinishPasskeySignInAsync(new() { Ceremony = ceremony, CredentialJson = json });
                Assert.Fail($"{what} was taken");
            }
            catch (RpcException e)
            {
                e.GetRpcStatus()!.GetDetail<Rpc.V1.Refusal>()!.Reason.Should().Be("PASSKEY_REFUSED", what);
            }
            other.Cookie.Should().BeNull();
        }
    }

    [Fact]
    public async Task A_passkey_is_a_second_factor_after_the_password()
    {
        var id = await app.Account("khoathaythe");
        var browser = new Browser(app);
        await browser.Session.EnrolAsync(
            new()
            {
                Code = (await app.Administrator.IssueEnrolmentAsync(Seed.Issuing(id))).Code,
                NewPassword = Member.FirstPassword,
            }
        );
        var key = new Authenticator(app.WebAddress);
        var begun = await browser.Session.BeginPasskeyAsync(new());
        var added = await browser.Session.FinishPasskeyAsync(
            new() { Ceremony = begun.Ceremony, CredentialJson = key.Create(begun.OptionsJson) }
        );
        (added.Session.Step, added.RecoveryCodes.Count).Should().Be((Step.None, 10));

        var next = new Browser(app);
        (await next.Session.SignInAsync(new() { Name = "khoathaythe", Password = Member.FirstPassword }))
            .Step.Should()
            .Be(Step.SecondFactor);
        var asked = await next.Session.BeginPasskeySignInAsync(new());
        (
            await next.Session.FinishPasskeySignInAsync(
                new() { Ceremony = asked.Ceremony, CredentialJson = key.Get(asked.OptionsJson) }
            )
        )
            .Step.Should()
            .Be(Step.None);
    }

    sealed class Authenticator(string home)
    {
        readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        readonly byte[] id = RandomNumberGenerator.GetBytes(32);
        string user = "";
        uint count;

        public string Create(string optionsJson)
        {
            var options = JsonDocument.Parse(optionsJson).RootElement;
            user = options.GetProperty("user").GetProperty("id").GetString()!;
            var point = key.ExportParameters(false).Q;
            // COSE key {1: 2, 3: -7, -1: 1, -2: x, -3: y}
            byte[] cose =
            [
                0xA5,
                0x01,
                0x02,
                0x03,
                0x26,
                0x20,
                0x01,
                0x21,
                0x58,
                0x20,
                .. point.X!,
                0x22,
                0x58,
                0x20,
                .. point.Y!,
            ];
            byte[] data =
            [
                .. Head(options.GetProperty("rp").GetProperty("id").GetString()!, 0x45),
                .. new byte[16],
                0,
                32,
                .. id,
                .. cose,
            ];
            byte[] attestation =
            [
                0xA3,
                .. Text("fmt"),
                .. Text("none"),
                .. Text("attStmt"),
                0xA0,
                .. Text("authData"),
                0x58,
                (byte)data.Length,
                .. data,
            ];
            return Json(
                new
                {
                    clientDataJSON = Encode(ClientData("webauthn.create", options, home)),
                    attestationObject = Encode(attestation),
                    transports = new[] { "internal" },
                }
            );
        }

        public string Get(string optionsJson, string? origin = null, byte flags = 0x05, ECDsa? by = null)
        {
            var options = JsonDocument.Parse(optionsJson).RootElement;
            var (data, client) = (
                Head(options.GetProperty("rpId").GetString()!, flags),
                ClientData("webauthn.get", options, origin ?? home)
            );
            var signature = (by ?? key).SignData(
                [.. data, .. SHA256.HashData(client)],
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
            return Json(
                new
                {
                    clientDataJSON = Encode(client),
                    authenticatorData = Encode(data),
                    signature = Encode(signature),
                    userHandle = user,
                }
            );
        }

        byte[] Head(string domain, byte flags)
        {
            var counter = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(counter, ++count);
            return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), flags, .. counter];
        }

        static byte[] ClientData(string type, JsonElement options, string origin) =>
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    type,
                    challenge = options.GetProperty("challenge").GetString(),
                    origin,
                    crossOrigin = false,
                }
            );

        string Json(object response) =>
            JsonSerializer.Serialize(
                new
                {
                    id = Encode(id),
                    rawId = Encode(id),
                    type = "public-key",
                    authenticatorAttachment = "platform",
                    clientExtensionResults = new { },
                    response,
                }
            );

        static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

        static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
    }
}
