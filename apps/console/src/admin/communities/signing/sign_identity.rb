# encoding: utf-8
require "json"
require "openssl"

def encode(bytes)
  [bytes].pack("m0").tr("+/", "-_").delete("=")
end

# A token that proves who the visitor is, for two hours. Sign on the server: the secret never reaches a page.
def sign_identity(visitor, key_id, secret)
  header = { typ: "JWT", alg: "HS256", kid: key_id }
  payload = visitor.merge(exp: Time.now.to_i + 2 * 3600)
  input = "#{encode(JSON.generate(header))}.#{encode(JSON.generate(payload))}"
  "#{input}.#{encode(OpenSSL::HMAC.digest("SHA256", secret, input))}"
end

visitor = {
  uuid: "customer-1042",
  firstname: "Zoë",
  lastname: "O'Neil",
  email: "zoe@example.com",
  extra_values: { loyalty: "gold" },
}
puts sign_identity(visitor, ENV.fetch("BECKON_KEY_ID"), ENV.fetch("BECKON_KEY_SECRET"))
