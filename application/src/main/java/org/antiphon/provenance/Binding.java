package org.antiphon.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antiphon.provenance.Carrier.Range;
import tools.jackson.databind.JsonNode;

/// The hash that binds a manifest to the bytes of its file (`c2pa.hash.data`, C2PA 2.3, section
/// 18.5), checked by the JDK's SHA at 1 ms a MiB, where the engine takes 30.
///
/// @param algorithm of the JDK
/// @param hash that the signer computed
/// @param exclusions byte ranges that it leaves out, in order
@SuppressWarnings("ArrayRecordComponent")
record Binding(String algorithm, byte[] hash, List<Range> exclusions) {
  static final String DATA = "c2pa.hash.data";
  private static final String HASHES = "c2pa.hash.";
  private static final int MOST_EXCLUSIONS = 1_000;

  Binding {
    exclusions = List.copyOf(exclusions);
  }

  /// The binding of the active manifest, where it is the only one, is authenticated, and is a hash
  /// over bytes.
  static Optional<Binding> of(EngineReport report) {
    var manifest = report.activeManifest();
    var assertions = manifest.path("assertions");
    long hashes =
        assertions.propertyStream().filter(each -> each.getKey().startsWith(HASHES)).count();
    boolean ordinary = !manifest.path("isUpdateManifest").asBoolean(true);
    boolean authentic = report.codes().succeeded("assertion.hashedURI.match", report.urlOf(DATA));
    if (hashes != 1 || !ordinary || !authentic || !assertions.has(DATA)) return Optional.empty();
    return read(assertions.path(DATA), claim(manifest).path("alg").asString(""));
  }

  /// A manifest's claim, of either version.
  static JsonNode claim(JsonNode manifest) {
    return manifest.has("claim.v2") ? manifest.path("claim.v2") : manifest.path("claim");
  }

  private static Optional<Binding> read(JsonNode assertion, String otherwise) {
    Optional<String> algorithm =
        switch (assertion.path("alg").asString(otherwise)) {
          case "sha256" -> Optional.of("SHA-256");
          case "sha384" -> Optional.of("SHA-384");
          case "sha512" -> Optional.of("SHA-512");
          default -> Optional.empty();
        };
    String hash = assertion.path("hash").asString("");
    var excluded = assertion.path("exclusions");
    if (algorithm.isEmpty() || !hash.matches("b64'[A-Za-z0-9+/=]+'")) return Optional.empty();
    if (excluded.size() > MOST_EXCLUSIONS) return Optional.empty();
    var ranges = new ArrayList<Range>();
    for (var each : excluded) {
      var from = each.path("start");
      var length = each.path("length");
      if (!from.canConvertToLong() || !length.canConvertToLong()) return Optional.empty();
      ranges.add(new Range(from.asLong(), length.asLong()));
    }
    ranges.sort(Comparator.comparingLong(Range::from));
    byte[] bytes = Base64.getDecoder().decode(hash.substring(4, hash.length() - 1));
    return Optional.of(new Binding(algorithm.get(), bytes, ranges));
  }

  /// Whether the file is what was signed: one exclusion is the place of the carrier, as the engine
  /// asks too, and the hash over the rest is right.
  ///
  /// @param carrier empty for a manifest in a file of its own, which excludes nothing
  boolean holds(FileBytes file, Optional<Carrier.Store> carrier) throws IOException {
    if (carrier.isEmpty() != exclusions.isEmpty()) return false;
    if (carrier.isPresent() && exclusions.stream().noneMatch(each -> places(each, carrier.get())))
      return false;
    return MessageDigest.isEqual(digest(file).orElse(new byte[0]), hash);
  }

  private static boolean places(Range exclusion, Carrier.Store carrier) {
    return carrier.element().holds(exclusion) && exclusion.holds(carrier.jumbf());
  }

  private Optional<byte[]> digest(FileBytes file) throws IOException {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      long at = 0;
      for (var each : exclusions) {
        if (each.from() < at || each.length() < 0 || each.length() > file.length() - each.from())
          return Optional.empty();
        update(digest, file, at, each.from());
        at = each.to();
      }
      update(digest, file, at, file.length());
      return Optional.of(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static void update(MessageDigest digest, FileBytes file, long from, long to)
      throws IOException {
    var block = ByteBuffer.allocate(1 << 20);
    for (long at = from; at < to; ) {
      block.clear().limit((int) Math.min(block.capacity(), to - at));
      int read = file.channel().read(block, at);
      if (read < 0) throw new IOException("the file became shorter while it was read");
      digest.update(block.flip());
      at += read;
    }
  }

  /// Ranges that are left out beside the carrier.
  List<Range> beside(Optional<Carrier.Store> carrier) {
    return exclusions.stream()
        .filter(each -> each.length() > 0)
        .filter(each -> carrier.isEmpty() || !carrier.get().element().holds(each))
        .toList();
  }
}
