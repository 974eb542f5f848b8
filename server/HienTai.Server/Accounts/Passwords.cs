using Microsoft.AspNetCore.Identity;

namespace HienTai.Server.Accounts;

/// <summary>
/// Passwords as hashes: PBKDF2 with HMAC-SHA512 in Identity's format, so that the count of rounds can be raised later.
/// </summary>
sealed class Passwords
{
    /// <summary>OWASP's least for PBKDF2-HMAC-SHA512 is 210,000.</summary>
    public const int Rounds = 220_000;

    readonly PasswordHasher<Credential> hasher = new(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = Rounds })
    );
    readonly string nobodys;
    long roundsSpent;

    /// <summary>Rounds of hashing done so far: what takes time, and what a guesser could time.</summary>
    internal long RoundsSpent => Interlocked.Read(ref roundsSpent);

    public Passwords() => nobodys = Hash(Guid.NewGuid().ToString());

    public string Hash(string normalized)
    {
        Interlocked.Add(ref roundsSpent, Rounds);
        return hasher.HashPassword(null!, normalized);
    }

    /// <summary>Takes as long for an account that is not there.</summary>
    public bool Right(Credential? credential, string normalized)
    {
        Interlocked.Add(ref roundsSpent, Rounds);
        var result = hasher.VerifyHashedPassword(null!, credential?.PasswordHash ?? nobodys, normalized);
        if (credential?.PasswordHash is null || result is PasswordVerificationResult.Failed)
            return false;
        if (result is PasswordVerificationResult.SuccessRehashNeeded)
            credential.PasswordHash = Hash(normalized);
        return true;
    }
}
