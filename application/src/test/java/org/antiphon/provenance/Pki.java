package org.antiphon.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A root and a signer made for the test by the JDK's keytool.
public final class Pki {
  private static final char[] PASSWORD = "secret".toCharArray();
  private final Path store;

  private Pki(Path store) {
    this.store = store;
  }

  /// Makes a root and a signer under it.
  ///
  /// @param name of the label whose root and signer they are
  public static Pki make(Path folder, String name) throws IOException, InterruptedException {
    var pki = new Pki(folder.resolve(name + ".p12"));
    pki.key("root", "CN=" + name + " Root", "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
    pki.key(
        "signer",
        "CN=" + name + " Signer",
        "-signer",
        "root",
        "-ext",
        "ku:c=digitalSignature",
        "-ext",
        "eku=emailProtection",
        "-ext",
        "bc=ca:false");
    // The signer's entry holds the whole chain; the root's own key is not needed any more.
    pki.keytool("-delete", "-alias", "root");
    return pki;
  }

  Path store() {
    return store;
  }

  public Signatory signatory() throws IOException {
    return Signatory.of(store, PASSWORD.clone());
  }

  /// Believes this root, and nobody else.
  public TrustSet trust() throws IOException {
    return TrustSet.none().with(Map.of("own", List.of(signatory().root())));
  }

  /// The root as a PEM file.
  Path rootPem(Path folder) throws IOException {
    var file = folder.resolve("root.pem");
    return Files.writeString(file, TrustSet.pem(List.of(signatory().root())));
  }

  private void key(String alias, String name, String... more)
      throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of("-dname", name + ",O=Own Label,C=XX", "-validity", "3650"));
    arguments.addAll(List.of("-startdate", "2026/01/01 00:00:00"));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException("keytool: " + said);
  }
}
