package org.antiphon.network.graph;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.ledger.KeyFolder;

/// Names of accounts that say nothing to whoever lacks this installation's key: HMAC-SHA-256 over
/// `platform/id`, 16 digits of it, after the platform.
public final class Pseudonyms {
  private final byte[] key;

  /// @param keys made on first use
  public Pseudonyms(KeyFolder keys) {
    this.key = keys.secret("graph-accounts");
  }

  /// The pseudonym of `platform/id`, as `platform/pseudonym`.
  public String of(String account) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var code = mac.doFinal(account.getBytes(StandardCharsets.UTF_8));
      int slash = account.indexOf('/');
      return account.substring(0, slash + 1) + HexFormat.of().formatHex(code, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String of(String platform, String account) {
    return of(platform + "/" + account).substring(platform.length() + 1);
  }
}
