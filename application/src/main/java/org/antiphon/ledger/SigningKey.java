package org.antiphon.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/// A named Ed25519 key that signs (RFC 8032), made from its 32-byte seed.
public final class SigningKey {
  private final KeyPair pair;
  private final VerifyingKey verifying;

  /// The key of a seed; the same seed gives the same key.
  public SigningKey(String name, byte[] seed) {
    if (seed.length != 32) throw new IllegalArgumentException("a seed has 32 bytes");
    this.pair = pair(seed.clone());
    var encoded = pair.getPublic().getEncoded(); // X.509: the raw key is its end
    var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    this.verifying = new VerifyingKey(name, VerifyingKey.ED25519, raw);
  }

  /// The JDK derives a public key only when it generates the pair, and its generator takes the seed
  /// as it comes from the random source.
  private static KeyPair pair(byte[] seed) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What others need to check our signatures.
  public VerifyingKey verifying() {
    return verifying;
  }

  /// The 64-byte signature over a message.
  public byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Gives out one seed.
  private static final class Fixed extends SecureRandom {
    private final transient byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
