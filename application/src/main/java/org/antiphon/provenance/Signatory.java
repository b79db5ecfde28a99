package org.antiphon.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.problem.InvalidInput;

/// Who signs: a private key with its chain of certificates. Never shown, never logged.
public final class Signatory {
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final Algorithm algorithm;

  /// Signature algorithms of C2PA that we sign with: names of C2PA, COSE (RFC 9053) and the JDK.
  enum Algorithm {
    ES256("es256", -7, "SHA256withECDSAinP1363Format"),
    ES384("es384", -35, "SHA384withECDSAinP1363Format"),
    PS256("ps256", -37, "RSASSA-PSS"),
    ED25519("ed25519", -8, "Ed25519");

    private final String c2pa;
    private final int cose;
    private final String jdk;

    Algorithm(String c2pa, int cose, String jdk) {
      this.c2pa = c2pa;
      this.cose = cose;
      this.jdk = jdk;
    }

    String c2pa() {
      return c2pa;
    }

    int cose() {
      return cose;
    }
  }

  private Signatory(PrivateKey key, List<X509Certificate> chain, Algorithm algorithm) {
    this.key = key;
    this.chain = List.copyOf(chain);
    this.algorithm = algorithm;
  }

  /// The first key of a PKCS #12 file.
  ///
  /// @throws InvalidInput where it cannot be opened, or holds no key that may sign
  public static Signatory of(Path file, char[] password) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (var names = store.aliases(); names.hasMoreElements(); ) {
        String name = names.nextElement();
        if (store.getKey(name, password) instanceof PrivateKey key)
          return new Signatory(key, chain(store, name), algorithm(store, name, file));
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidInput(
          "KEY", file.toString(), "it cannot be opened as PKCS #12", "check file and password");
    }
    throw new InvalidInput(
        "KEY", file.toString(), "it holds no private key", "give a PKCS #12 file with one");
  }

  private static List<X509Certificate> chain(KeyStore store, String name)
      throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    for (var each : store.getCertificateChain(name)) chain.add((X509Certificate) each);
    return chain;
  }

  private static Algorithm algorithm(KeyStore store, String name, Path file)
      throws GeneralSecurityException {
    return switch (store.getCertificate(name).getPublicKey()) {
      case ECPublicKey key when bits(key) == 256 -> Algorithm.ES256;
      case ECPublicKey key when bits(key) == 384 -> Algorithm.ES384;
      case RSAPublicKey key when key.getModulus().bitLength() >= 2_048 -> Algorithm.PS256;
      case EdECPublicKey key when key.getParams().getName().equals("Ed25519") -> Algorithm.ED25519;
      default ->
          throw new InvalidInput(
              "KEY",
              file.toString(),
              "its key is of a kind that C2PA does not sign with",
              "use EC P-256 or P-384, RSA of 2048 bits or more, or Ed25519");
    };
  }

  private static int bits(ECPublicKey key) {
    return key.getParams().getCurve().getField().getFieldSize();
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /// The signer's own certificate first; without the root, which readers must know by themselves.
  List<X509Certificate> chainWithoutRoot() {
    return chain.stream()
        .filter(each ->
            chain.size() == 1
                || !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
        .toList();
  }

  /// The last of the chain: what a reader must believe.
  public X509Certificate root() {
    return chain.getLast();
  }

  byte[] sign(byte[] bytes) {
    try {
      var signature = Signature.getInstance(algorithm.jdk);
      if (algorithm == Algorithm.PS256)
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key does not sign", e);
    }
  }
}
