package org.antiphon.provenance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;
import tools.jackson.databind.json.JsonMapper;

/// Whom we believe: the official C2PA lists of signers and of time-stampers, and roots that the
/// operator added under names. The engine knows one list of anchors, and roots of time-stampers
/// issue certificates for mail too, which may sign; so a signer counts as trusted only if the
/// signers' roots alone bear it ([#listed], [#own]), not the list of all ([#all]).
public final class TrustSet {
  /// Day of the official lists that are shipped.
  public static final LocalDate OFFICIAL_DATE = LocalDate.of(2026, 8, 13);

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
  private static final int MOST_BYTES = 1 << 20;

  private final List<X509Certificate> signers;
  private final List<X509Certificate> timeStampers;
  private final Map<String, List<X509Certificate>> ownRoots;
  private final String id;
  private final String all;
  private final String listed;
  private final String own;

  private TrustSet(
      List<X509Certificate> signers,
      List<X509Certificate> timeStampers,
      Map<String, List<X509Certificate>> ownRoots) {
    this.signers = List.copyOf(signers);
    this.timeStampers = List.copyOf(timeStampers);
    this.ownRoots = new TreeMap<>(ownRoots);
    var mine = this.ownRoots.values().stream().flatMap(List::stream).toList();
    this.id = id(this.signers, this.timeStampers, mine);
    this.own = settings(mine);
    this.listed = settings(this.signers);
    var everyone = new ArrayList<>(mine);
    everyone.addAll(this.signers);
    everyone.addAll(this.timeStampers);
    this.all = settings(everyone);
  }

  /// The official lists that are shipped, and nobody else.
  public static TrustSet official() {
    return new TrustSet(shipped("signers.pem"), shipped("time-stampers.pem"), Map.of());
  }

  /// Nobody.
  public static TrustSet none() {
    return new TrustSet(List.of(), List.of(), Map.of());
  }

  /// The same and these roots of the operator's.
  ///
  /// @param roots by name
  public TrustSet with(Map<String, List<X509Certificate>> roots) {
    var together = new TreeMap<>(ownRoots);
    together.putAll(roots);
    return new TrustSet(signers, timeStampers, together);
  }

  /// Certificates of a PEM text; what stands between them is ignored.
  ///
  /// @throws InvalidInput where there is none, or one that is broken
  public static List<X509Certificate> certificates(String pem, String where) {
    var found = new ArrayList<X509Certificate>();
    var blocks = BLOCK.matcher(pem);
    try {
      var factory = CertificateFactory.getInstance("X.509");
      while (pem.length() <= MOST_BYTES && blocks.find())
        found.add(
            (X509Certificate)
                factory.generateCertificate(
                    new ByteArrayInputStream(blocks.group().getBytes(StandardCharsets.US_ASCII))));
    } catch (GeneralSecurityException e) {
      throw new InvalidInput(
          "CERTIFICATE", where, "a certificate in it cannot be read", "give a PEM file");
    }
    if (found.isEmpty())
      throw new InvalidInput("CERTIFICATE", where, "it holds no certificate", "give a PEM file");
    return found;
  }

  private static List<X509Certificate> shipped(String name) {
    try (var in = TrustSet.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is missing");
      return certificates(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hash over all anchors and their roles: names this set in every result.
  public String id() {
    return id;
  }

  /// The operator's roots, by name.
  public Map<String, List<X509Certificate>> ownRoots() {
    return Map.copyOf(ownRoots);
  }

  /// Roots of the official list of signers.
  public List<X509Certificate> signers() {
    return signers;
  }

  /// Roots of the official list of time-stampers.
  public List<X509Certificate> timeStampers() {
    return timeStampers;
  }

  /// The engine's settings with every anchor.
  String all() {
    return all;
  }

  /// The engine's settings with the official signers alone.
  String listed() {
    return listed;
  }

  /// The engine's settings with the operator's roots alone.
  String own() {
    return own;
  }

  /// Whether every anchor is the operator's, so that trust needs no second look.
  boolean onlyOwn() {
    return signers.isEmpty() && timeStampers.isEmpty();
  }

  boolean hasOwn() {
    return !ownRoots.isEmpty();
  }

  private static String settings(List<X509Certificate> anchors) {
    var json = JsonMapper.shared().createObjectNode();
    if (!anchors.isEmpty()) json.putObject("trust").put("trust_anchors", pem(anchors));
    // The engine's own default would fetch a remote manifest.
    json.putObject("verify").put("remote_manifest_fetch", false).put("ocsp_fetch", false);
    return json.toString();
  }

  static String pem(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    for (var each : certificates)
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(each)))
          .append("\n-----END CERTIFICATE-----\n");
    return text.toString();
  }

  /// SHA-256 of a certificate, as lists of certificates name it.
  public static String fingerprint(X509Certificate certificate) {
    return HexFormat.of().formatHex(sha256().digest(der(certificate)));
  }

  private static String id(
      List<X509Certificate> signers,
      List<X509Certificate> timeStampers,
      List<X509Certificate> own) {
    var lines = new TreeSet<String>();
    signers.forEach(each -> lines.add("signer " + fingerprint(each)));
    timeStampers.forEach(each -> lines.add("time-stamper " + fingerprint(each)));
    own.forEach(each -> lines.add("own " + fingerprint(each)));
    var text = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(sha256().digest(text));
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
