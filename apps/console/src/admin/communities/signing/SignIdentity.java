import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class SignIdentity {
  /** A token that proves who the visitor is, for two hours. Sign on the server: the secret never reaches a page. */
  static String signIdentity(Map<String, Object> visitor, String keyId, String secret) throws GeneralSecurityException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "HS256");
    header.put("kid", keyId);
    Map<String, Object> payload = new LinkedHashMap<>(visitor);
    payload.put("exp", Instant.now().getEpochSecond() + 2 * 3600);
    String input = encode(json(header).getBytes(UTF_8)) + "." + encode(json(payload).getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Java has no JSON of its own: where your project has a library for it, use that. */
  static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Number || value instanceof Boolean) return value.toString();
    return String.valueOf(value).chars()
        .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : c < 32 || c > 126 ? String.format("\\u%04x", c) : "" + (char) c)
        .collect(Collectors.joining("", "\"", "\""));
  }

  public static void main(String[] arguments) throws GeneralSecurityException {
    Map<String, Object> visitor = new LinkedHashMap<>();
    visitor.put("uuid", "customer-1042");
    visitor.put("firstname", "Zo\u00eb");
    visitor.put("lastname", "O'Neil");
    visitor.put("email", "zoe@example.com");
    visitor.put("extra_values", Map.of("loyalty", "gold"));
    System.out.println(signIdentity(visitor, System.getenv("BECKON_KEY_ID"), System.getenv("BECKON_KEY_SECRET")));
  }
}
