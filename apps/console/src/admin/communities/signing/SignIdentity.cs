using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

public static class BeckonIdentity
{
    /// <summary>A token that proves who the visitor is, for two hours. Sign on the server: the secret never reaches a page.</summary>
    public static string Sign(IDictionary<string, object> visitor, string keyId, string secret)
    {
        var header = new Dictionary<string, object> { ["typ"] = "JWT", ["alg"] = "HS256", ["kid"] = keyId };
        var payload = new Dictionary<string, object>(visitor)
        {
            ["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2 * 3600,
        };
        var input = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(payload));
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return input + "." + Encode(mac.ComputeHash(Encoding.UTF8.GetBytes(input)));
    }

    private static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static void Main()
    {
        var visitor = new Dictionary<string, object>
        {
            ["uuid"] = "customer-1042",
            ["firstname"] = "Zoë",
            ["lastname"] = "O'Neil",
            ["email"] = "zoe@example.com",
            ["extra_values"] = new Dictionary<string, object> { ["loyalty"] = "gold" },
        };
        Console.WriteLine(Sign(
            visitor,
            Environment.GetEnvironmentVariable("BECKON_KEY_ID") ?? "",
            Environment.GetEnvironmentVariable("BECKON_KEY_SECRET") ?? ""));
    }
}
