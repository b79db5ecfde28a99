package org.antiphon.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.SignedNote;
import org.antiphon.ledger.Verification;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;

/// Checks a bundle with nothing but the bundle: no database, no network, no trust in us.
///
/// In order: the container is as it was written; the bag is whole and unchanged; its signature;
/// what was attested is what the notice says, and was signed by that person; what the notice names
/// as evidence is in the bundle; each ledger entry lies under the signed head; the times are in
/// order; opened commitments. One changed byte fails the check that names its part.
public final class BundleVerifier {
  private final Optional<VerifyingKey> trusted;

  /// Trusts this ledger key; without one, the key is taken from the bundle itself, which proves
  /// that nothing was changed since, not who wrote it.
  public BundleVerifier(Optional<VerifyingKey> trusted) {
    this.trusted = trusted;
  }

  /// Checks a file. A file that is no bundle is an answer too.
  ///
  /// @throws IOException when the disk fails
  public Verification verify(Path file) throws IOException {
    var checks = new Checks();
    long entries = 0;
    try (var bundle = OpenBundle.open(file)) {
      entries = verify(bundle, checks);
    } catch (Unreadable fault) {
      checks.failed("container", fault.what());
    }
    return new Verification(checks.hold(), entries, checks.list());
  }

  private long verify(OpenBundle bundle, Checks checks) throws IOException {
    bundle
        .difference()
        .ifPresentOrElse(
            wrong -> checks.failed("container", wrong),
            () -> checks.ok("container", bundle.names().size() + " parts, as they were written"));
    bag(bundle, checks);
    var key = ledgerKey(bundle, checks);
    signature(bundle, key, checks);
    var ledger = LedgerPart.read(bundle, key, checks);
    new PaperChecks(bundle, ledger, checks).run();
    checks.absent("witnesses", "no partner has cosigned the head");
    checks.absent("timestamps", "no timestamp authority was asked");
    return ledger.entries().size();
  }

  private static void bag(OpenBundle bundle, Checks checks) throws IOException {
    if (!bundle.text("bagit.txt").orElse("").equals(Bag.DECLARATION))
      checks.failed("bag", "bagit.txt does not declare BagIt 1.0");
    var named = new LinkedHashMap<String, String>(); // the manifest itself is checked first
    for (var manifest : List.of(Bag.TAGS, Bag.MANIFEST)) {
      boolean payload = manifest.equals(Bag.MANIFEST);
      for (var line : bundle.text(manifest).orElse("").lines().toList()) {
        boolean form = line.matches("[0-9a-f]{64}  .+");
        String name = form ? line.substring(66) : line;
        if (!form || name.startsWith("data/") != payload || named.containsKey(name))
          checks.failed("bag", manifest + " has a line that does not belong there: " + name);
        else named.put(name, line.substring(0, 64));
      }
    }
    for (var entry : named.entrySet()) {
      var hash = bundle.sha256(entry.getKey());
      if (hash.isEmpty()) checks.failed("bag", entry.getKey() + " is missing");
      else if (!hash.get().equals(entry.getValue()))
        checks.failed("bag", entry.getKey() + " was changed: its SHA-256 is not the manifest's");
    }
    var expected = new TreeSet<>(named.keySet());
    expected.add(Bag.TAGS);
    expected.add(Bag.SIGNATURE);
    for (var name : bundle.names())
      if (!expected.contains(name)) checks.failed("bag", name + " stands in no manifest");
    for (var tag : List.of("bagit.txt", "bag-info.txt", Bag.MANIFEST))
      if (!named.containsKey(tag)) checks.failed("bag", tag + " stands in no manifest");
    checks.ok("bag", named.size() + " files have the hashes that the manifests name");
  }

  private Optional<VerifyingKey> ledgerKey(OpenBundle bundle, Checks checks) throws IOException {
    var own = ownKey(bundle);
    if (trusted.isEmpty()) {
      if (own.isEmpty()) checks.failed("key", "data/ledger/keys.txt names no key");
      checks.ok("key", "taken from the bundle itself: proves integrity, not origin; give --key");
      return own;
    }
    if (own.filter(key -> key.vkey().equals(trusted.get().vkey())).isPresent())
      checks.ok("key", "the one that was given: " + trusted.get().name());
    else checks.failed("key", "the bundle is not under the key that was given");
    return trusted;
  }

  private static Optional<VerifyingKey> ownKey(OpenBundle bundle) throws IOException {
    try {
      return bundle
          .text("data/ledger/keys.txt")
          .flatMap(text -> text.lines().findFirst())
          .map(VerifyingKey::parse);
    } catch (Problem e) {
      return Optional.empty();
    }
  }

  private static void signature(OpenBundle bundle, Optional<VerifyingKey> key, Checks checks)
      throws IOException {
    var signature = bundle.text(Bag.SIGNATURE).orElse("");
    var tags = bundle.text(Bag.TAGS).orElse("");
    boolean holds =
        key.isPresent() && readsBack(signature) && signs(signature, Bag.text(tags), key.get());
    if (holds) checks.ok("signature", "by " + key.get().name() + " over " + Bag.TAGS);
    else checks.failed("signature", Bag.SIGNATURE + " does not sign " + Bag.TAGS);
  }

  private static boolean signs(String note, String text, VerifyingKey key) {
    var read = SignedNote.parse(note);
    return read.text().equals(text) && read.signatures().size() == 1 && read.signedBy(key);
  }

  /// Whether a note is written in its one form: Base64 has spare bits that decide nothing.
  static boolean readsBack(String note) {
    try {
      return SignedNote.parse(note).toString().equals(note);
    } catch (Problem e) {
      return false;
    }
  }

  static String sha256(byte[] bytes) {
    return CanonicalJson.sha256(bytes);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
