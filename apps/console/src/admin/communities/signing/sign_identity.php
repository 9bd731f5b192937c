<?php

function encode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** A token that proves who the visitor is, for two hours. Sign on the server: the secret never reaches a page. */
function sign_identity(array $visitor, string $keyId, string $secret): string
{
    $header = ['typ' => 'JWT', 'alg' => 'HS256', 'kid' => $keyId];
    $payload = $visitor + ['exp' => time() + 2 * 3600];
    $input = encode(json_encode($header, JSON_THROW_ON_ERROR)) . '.' . encode(json_encode($payload, JSON_THROW_ON_ERROR));
    return $input . '.' . encode(hash_hmac('sha256', $input, $secret, true));
}

$visitor = [
    'uuid' => 'customer-1042',
    'firstname' => 'Zoë',
    'lastname' => "O'Neil",
    'email' => 'zoe@example.com',
    'extra_values' => ['loyalty' => 'gold'],
];
echo sign_identity($visitor, getenv('BECKON_KEY_ID'), getenv('BECKON_KEY_SECRET')), "\n";
