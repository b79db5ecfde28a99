package org.antiphon.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.ledger.Checkpoint;
import org.antiphon.ledger.Commitment;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.MerkleTree;
import org.antiphon.ledger.SignedNote;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ledger as a bundle holds it: entries in the order of their places, a proof of each, the
/// signed head.
///
/// @param entries those that could be read
record LedgerPart(List<Entry> entries) {
  static final String ENTRIES = "data/ledger/entries.jsonl";
  static final String PROOFS = "data/ledger/proofs/";
  static final String CHECKPOINT = "data/ledger/checkpoint";
  static final String KEYS = "data/ledger/keys.txt";
  static final String OPENINGS = "data/ledger/openings.json";
  private static final String PROOF = "c2sp.org/tlog-proof@v1";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// An entry with its place in the tree.
  record Entry(long index, JsonNode json) {
    String kind() {
      return json.path("kind").asString("");
    }

    String at() {
      return json.path("at").asString("");
    }

    boolean about(String type, String id) {
      return json.path("subject").path("type").asString("").equals(type)
          && json.path("subject").path("id").asString("").equals(id);
    }

    String data(String field) {
      return json.path("data").path(field).asString("");
    }
  }

  /// A C2SP tlog-proof file.
  record Proof(long index, List<byte[]> hashes, String checkpoint) {
    static String write(Ledger.Proof proof) {
      var text = new StringBuilder(PROOF).append("\nindex ").append(proof.index()).append('\n');
      for (var hash : proof.hashes())
        text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
      return text.append('\n').append(proof.checkpoint()).toString();
    }

    static @Nullable Proof read(String text) {
      int blank = text.indexOf("\n\n");
      if (blank < 0) return null;
      var lines = text.substring(0, blank).split("\n", -1);
      if (lines.length < 2 || !lines[0].equals(PROOF) || !lines[1].matches("index [0-9]{1,18}"))
        return null;
      var hashes = new ArrayList<byte[]>();
      for (int i = 2; i < lines.length; i++) {
        byte[] hash = base64(lines[i]);
        if (hash == null || hash.length != 32) return null;
        hashes.add(hash);
      }
      return new Proof(Long.parseLong(lines[1].substring(6)), hashes, text.substring(blank + 2));
    }
  }

  /// Strictly: whatever does not encode back to the same text is refused.
  static byte @Nullable [] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Reads and checks.
  static LedgerPart read(OpenBundle bundle, Optional<VerifyingKey> key, Checks checks)
      throws IOException {
    var head = bundle.text(CHECKPOINT).orElse("");
    var checkpoint = checkpoint(head, key, checks);
    var lines = bundle.text(ENTRIES).orElse("").lines().toList();
    var proofs = bundle.names(PROOFS);
    if (lines.size() != proofs.size())
      checks.failed("ledger.inclusion", lines.size() + " entries, " + proofs.size() + " proofs");
    var entries = new ArrayList<Entry>();
    long last = -1;
    for (int i = 0; i < Math.min(lines.size(), proofs.size()); i++) {
      var proof = Proof.read(bundle.text(proofs.get(i)).orElse(""));
      byte[] body = lines.get(i).getBytes(StandardCharsets.UTF_8);
      if (proof == null
          || proof.index() <= last
          || !proof.checkpoint().equals(head)
          || !proves(proof, body, checkpoint)) {
        checks.failed("ledger.inclusion", proofs.get(i) + " does not prove entry " + (i + 1));
        continue;
      }
      last = proof.index();
      entry(proof.index(), lines.get(i)).ifPresent(entries::add);
    }
    checks.ok("ledger.inclusion", entries.size() + " entries lie under the head");
    var ledger = new LedgerPart(List.copyOf(entries));
    ledger.commitments(bundle, checks);
    return ledger;
  }

  private static @Nullable Checkpoint checkpoint(
      String head, Optional<VerifyingKey> key, Checks checks) {
    try {
      var note = SignedNote.parse(head);
      if (key.isPresent() && BundleVerifier.readsBack(head) && note.signedBy(key.get())) {
        var checkpoint = Checkpoint.parse(note.text());
        checks.ok("ledger.checkpoint", "%d entries, signed".formatted(checkpoint.size()));
        return checkpoint;
      }
    } catch (Problem e) {
      checks.failed("ledger.checkpoint", CHECKPOINT + " is no signed head: " + e.what());
    }
    checks.failed("ledger.checkpoint", CHECKPOINT + " is not signed by the key");
    return null;
  }

  private static boolean proves(Proof proof, byte[] body, @Nullable Checkpoint checkpoint) {
    return checkpoint != null
        && proof.index() < checkpoint.size()
        && MerkleTree.includes(
            MerkleTree.leaf(body),
            proof.index(),
            checkpoint.size(),
            proof.hashes(),
            checkpoint.root());
  }

  private static Optional<Entry> entry(long index, String line) {
    try {
      return Optional.of(new Entry(index, MAPPER.readTree(line)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  Stream<Entry> of(String kind) {
    return entries.stream().filter(entry -> entry.kind().equals(kind));
  }

  private void commitments(OpenBundle bundle, Checks checks) throws IOException {
    var openings = bundle.bytes(OPENINGS);
    if (openings.isEmpty()) {
      checks.absent("commitments", "personal values are left out of this copy");
      return;
    }
    int count = 0;
    for (var opening : PaperChecks.json(openings.get())) {
      var entry =
          entries.stream()
              .filter(each ->
                  each.json().path("id").asString("").equals(opening.path("entry").asString("")))
              .findFirst();
      byte[] salt = base64(opening.path("salt").asString(""));
      String field = opening.path("field").asString("");
      boolean holds =
          entry.isPresent()
              && salt != null
              && entry
                  .get()
                  .json()
                  .path("commit")
                  .path(field)
                  .asString("")
                  .equals(Commitment.of(salt, opening.path("value").asString("")));
      if (!holds) checks.failed("commitments", OPENINGS + " opens no commitment: " + field);
      count++;
    }
    checks.ok("commitments", count + " opened");
  }
}
