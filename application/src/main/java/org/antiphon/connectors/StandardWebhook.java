package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.connector.RawRequest;

/// Checks signatures of Standard Webhooks 1.0.0: `v1,` and Base64 of HMAC-SHA256 over
/// `id.timestamp.body`, one of several in the header, by one of the secrets that are valid now.
/// Compares in constant time, and refuses what is more than five minutes old or ahead.
final class StandardWebhook {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_SIGNATURES = 16;
  private static final int LONGEST_ID = 256;
  private final List<byte[]> secrets;

  /// @param secrets `whsec_` and Base64 of 24 to 64 bytes
  StandardWebhook(List<String> secrets) {
    this.secrets = secrets.stream().map(StandardWebhook::bytes).toList();
  }

  private static byte[] bytes(String secret) {
    byte[] bytes =
        Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
    if (bytes.length < 24 || bytes.length > 64)
      throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes");
    return bytes;
  }

  /// Why the request is not to be believed; empty when it is.
  Optional<String> objection(RawRequest request) {
    var id = request.header("webhook-id").filter(text -> text.length() <= LONGEST_ID);
    var timestamp = request.header("webhook-timestamp").filter(text -> text.matches("[0-9]{1,12}"));
    var signatures = request.header("webhook-signature");
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty())
      return Optional.of("a header is missing or malformed");
    var sent = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
    if (Duration.between(sent, request.at()).abs().compareTo(TOLERANCE) > 0)
      return Optional.of("sent at " + sent + ", more than 5 minutes from now");
    return isSigned(id.get() + "." + timestamp.get() + ".", request.body(), signatures.get())
        ? Optional.empty()
        : Optional.of("no signature fits");
  }

  private boolean isSigned(String prefix, byte[] body, String signatures) {
    var given = new ArrayList<byte[]>();
    for (String one : signatures.split(" ", MOST_SIGNATURES + 1))
      if (one.startsWith("v1,")) given.add(one.substring(3).getBytes(US_ASCII));
    boolean fits = false;
    for (byte[] secret : secrets) {
      byte[] ours = Base64.getEncoder().encode(sign(secret, prefix, body));
      for (byte[] theirs : given) fits |= MessageDigest.isEqual(ours, theirs);
    }
    return fits;
  }

  private static byte[] sign(byte[] secret, String prefix, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(prefix.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
