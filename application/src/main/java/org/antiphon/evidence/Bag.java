package org.antiphon.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.SignedNote;
import org.antiphon.ledger.SigningKey;

/// BagIt 1.0 (RFC 8493) around the parts of a bundle, signed: the payload's hashes stand in the
/// manifest, the manifest's in the tag manifest, and its hash in a note under the ledger's key.
final class Bag {
  static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  static final String MANIFEST = "manifest-sha256.txt";
  static final String TAGS = "tagmanifest-sha256.txt";
  static final String SIGNATURE = "tagmanifest-sha256.txt.sig";
  static final String SCHEME = "antiphon-evidence-bundle/1";

  private Bag() {}

  /// Writes a bundle.
  ///
  /// @param payload below `data/`
  /// @param date of the newest thing in it
  static void write(
      List<Part> payload, String caseId, String date, SigningKey key, OutputStream out)
      throws IOException {
    var hashes = new TreeMap<String, String>();
    long bytes = 0;
    for (var part : payload) {
      try (var in = new Counting(part.open())) {
        hashes.put(part.name(), Hashes.sha256(in));
        bytes += in.count;
      }
    }
    if (hashes.size() != payload.size()) throw new IllegalStateException("two parts of one name");
    var tags = new ArrayList<Part>();
    tags.add(Part.of("bagit.txt", DECLARATION));
    tags.add(Part.of("bag-info.txt", info(caseId, date, bytes, hashes.size())));
    tags.add(Part.of(MANIFEST, lines(hashes)));
    var manifest = lines(hashesOf(tags));
    var all = new ArrayList<>(payload);
    all.addAll(tags);
    all.add(Part.of(TAGS, manifest));
    all.add(Part.of(SIGNATURE, SignedNote.sign(text(manifest), key).toString()));
    Container.write(all, out);
  }

  /// What is signed.
  static String text(String tagManifest) {
    return SCHEME
        + "\n"
        + CanonicalJson.sha256(tagManifest.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }

  private static String info(String caseId, String date, long bytes, int parts) {
    return "Bag-Software-Agent: Antiphon\nBagging-Date: %s\nExternal-Identifier: %s\nPayload-Oxum: %d.%d\n"
        .formatted(date, caseId, bytes, parts);
  }

  private static Map<String, String> hashesOf(List<Part> parts) throws IOException {
    var hashes = new TreeMap<String, String>();
    for (var part : parts)
      try (var in = part.open()) {
        hashes.put(part.name(), Hashes.sha256(in));
      }
    return hashes;
  }

  private static String lines(Map<String, String> hashes) {
    var lines = new StringBuilder();
    hashes.forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
    return lines.toString();
  }
}
