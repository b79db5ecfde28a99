package org.antiphon.network.exchange;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.config.Secret;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Checkpoint;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.LeafTree;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.MerkleTree;
import org.antiphon.ledger.SignedNote;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.TileFiles;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.problem.Problem;

/// Reads a partner's feed once, and believes nothing: signature, name, growth, and that the whole
/// tree over what we kept and what is new has the root that was signed. Since every leaf is kept,
/// that root is the strongest proof of consistency there is: one changed old entry, one entry less,
/// another history, and it is not met.
///
/// Either everything that is new is stored together with the head and its ledger entry, or nothing:
/// killed at any step, the next poll begins where the last whole one ended.
final class Poll {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int WIDTH = 256;
  private static final int MOST_AT_ONCE = 20_000;
  private static final Bounds HEAD = new Bounds(16_384, PATIENCE, Set.of());
  private static final Bounds BUNDLE =
      new Bounds(WIDTH * (RecordReader.MOST_BYTES + 2L), PATIENCE, Set.of());
  static final Bounds BLOB = new Bounds(8L << 20, PATIENCE, Set.of());

  private final Database database;
  private final Outbound outbound;
  private final Partners partners;
  private final Received received;
  private final Ledger ledger;
  private final InstantSource clock;

  Poll(
      Database database,
      Outbound outbound,
      Partners partners,
      Received received,
      Ledger ledger,
      InstantSource clock) {
    this.database = database;
    this.outbound = outbound;
    this.partners = partners;
    this.received = received;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Why a feed was not believed.
  record Refusal(String code, String detail) {}

  /// Ends a poll.
  private static final class Distrust extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Refusal refusal;
    private final transient Optional<String> proof;

    Distrust(String code, String detail, Optional<String> proof) {
      super(code, null, false, false);
      this.refusal = new Refusal(code, detail);
      this.proof = proof;
    }
  }

  /// Reads what is new.
  ///
  /// @return why not, if not
  Optional<Refusal> run(Partner partner) {
    if (!partner.terms().enabled()) return Optional.of(new Refusal("DISABLED", "switched off"));
    if (partner.frozenAt().isPresent())
      return Optional.of(new Refusal("FROZEN", "waits for a person"));
    try {
      read(partner);
      return Optional.empty();
    } catch (Distrust e) {
      partners.refused(partner.id(), e.refusal, e.proof.orElse(null), clock.instant());
      return Optional.of(e.refusal);
    }
  }

  private void read(Partner partner) {
    var note = new String(fetch(partner, "checkpoint", HEAD), StandardCharsets.UTF_8);
    var head = head(partner, note);
    var kept = received.leaves(partner.id());
    if (head.size() < kept.size())
      throw distrust(
          "ROLLED_BACK", head.size() + " entries; it had " + kept.size(), proof(partner, note));
    var tree = LeafTree.of(kept);
    if (head.size() == kept.size()) {
      if (!tree.isTreeOf(head))
        throw distrust("FORKED", "two roots for " + head.size() + " entries", proof(partner, note));
    } else checkGrowth(partner, head.size() - kept.size());
    var fresh = head.size() == kept.size() ? List.<byte[]>of() : entries(partner, kept, head, note);
    fresh.forEach(body -> tree.add(MerkleTree.leaf(body)));
    if (!tree.isTreeOf(head))
      throw distrust(
          "ROOT_MISMATCH", "the entries are not those that were signed", Optional.empty());
    database.inTransaction(() -> keep(partner.id(), kept.size(), fresh, note));
  }

  /// The terms may have been changed while we read: those that hold now decide what is in scope.
  private void keep(String id, int kept, List<byte[]> fresh, String note) {
    var partner = partners.lock(id);
    if (partner.size() != kept) return; // another poll was faster: the next begins where it ended
    for (int i = 0; i < fresh.size(); i++)
      received.take(partner, kept + (long) i, fresh.get(i), clock.instant());
    partners.verified(id, kept + (long) fresh.size(), note, clock.instant());
    if (!fresh.isEmpty()) arrived(id, kept, kept + fresh.size(), note);
  }

  private void arrived(String partner, int from, int to, String note) {
    var head = CanonicalJson.sha256(note.getBytes(StandardCharsets.UTF_8));
    ledger.append(
        new Entry(
            EntryKind.EXCHANGE_RECEIVED,
            Actor.system(),
            new Subject("partner", partner),
            Map.of("from", from, "to", to, "head", head)));
  }

  private Checkpoint head(Partner partner, String text) {
    try {
      var note = SignedNote.parse(text);
      var key = VerifyingKey.parse(partner.vkey());
      if (!note.signedBy(key))
        throw distrust("SIGNATURE_WRONG", "not signed by " + key.name(), Optional.empty());
      var head = Checkpoint.parse(note.text());
      if (!head.origin().equals(key.name()))
        throw distrust("ORIGIN_WRONG", "a head of " + head.origin(), Optional.empty());
      return head;
    } catch (Problem e) {
      throw distrust("HEAD_UNREADABLE", e.what(), Optional.empty());
    }
  }

  private static Optional<String> proof(Partner partner, String note) {
    return Optional.of(partner.note().orElse("") + "\n-- and now --\n" + note);
  }

  /// A flood is paused before it is read.
  private void checkGrowth(Partner partner, long fresh) {
    var growth = partners.growth(partner.id(), clock.instant());
    long today = growth.today() + fresh;
    boolean burst = growth.median() >= 1 && today > 10 * growth.median() && today > 100;
    if (today > partner.terms().dailyQuota() || fresh > MOST_AT_ONCE || burst)
      throw distrust(
          "FLOODED",
          "%d records today; %d are agreed, %.0f are usual"
              .formatted(today, partner.terms().dailyQuota(), growth.median()),
          Optional.empty());
  }

  /// The entries that are new; those of the same bundle that we know are held against ours.
  private List<byte[]> entries(Partner partner, List<byte[]> kept, Checkpoint head, String note) {
    var fresh = new ArrayList<byte[]>();
    for (long bundle = kept.size() / WIDTH; bundle * WIDTH < head.size(); bundle++) {
      int width = (int) Math.min(WIDTH, head.size() - bundle * WIDTH);
      var path = TileFiles.path("entries", bundle, width);
      var bodies = bundle(partner, path, width);
      for (int i = 0; i < width; i++) {
        long index = bundle * WIDTH + i;
        if (index >= kept.size()) fresh.add(bodies.get(i));
        else if (!Arrays.equals(MerkleTree.leaf(bodies.get(i)), kept.get((int) index)))
          throw distrust("EDITED", "entry " + index + " is another", proof(partner, note));
      }
    }
    return fresh;
  }

  private List<byte[]> bundle(Partner partner, String path, int width) {
    try {
      var bodies = TileFiles.readEntries(fetch(partner, path, BUNDLE), RecordReader.MOST_BYTES);
      if (bodies.size() == width) return bodies;
      throw distrust(
          "BUNDLE_MALFORMED", bodies.size() + " entries, not " + width, Optional.empty());
    } catch (Problem e) {
      throw distrust(e.code(), path + ": " + e.what(), Optional.empty());
    }
  }

  /// The bytes below a partner's prefix.
  byte[] fetch(Partner partner, String path, Bounds bounds) {
    var headers = new HashMap<String, String>();
    if (!partner.bearer().isEmpty())
      headers.put("Authorization", "Bearer " + secret(partner.bearer()));
    var uri = URI.create(partner.url() + (partner.url().endsWith("/") ? "" : "/") + path);
    var call =
        OutboundCall.get(
            uri, Map.copyOf(headers), partner.simulated() ? Reach.LOOPBACK : Reach.PUBLIC, bounds);
    return switch (outbound.send(call, Bodies.whole())) {
      case Outcome.Answered<Bodies.Body>(var head, var body) -> {
        if (!head.isSuccess()) throw distrust("ANSWER_" + head.status(), path, Optional.empty());
        yield body.kept();
      }
      case Outcome.NotSent<Bodies.Body>(var trouble, var detail) ->
          throw distrust(trouble.name(), path + ": " + detail, Optional.empty());
      case Outcome.Lost<Bodies.Body>(var trouble, var detail, _) ->
          throw distrust(trouble.name(), path + ": " + detail, Optional.empty());
    };
  }

  private static String secret(String source) {
    try {
      return Secret.file(java.nio.file.Path.of(source.substring("file:".length()))).reveal();
    } catch (Problem e) {
      throw distrust("SECRET_MISSING", e.what(), Optional.empty());
    }
  }

  private static Distrust distrust(String code, String detail, Optional<String> proof) {
    return new Distrust(code, detail, proof);
  }

  /// A blob that a record names.
  ///
  /// @return the bytes, or why not
  Fetched blob(Partner partner, String sha256) {
    try {
      byte[] bytes = fetch(partner, "blob/sha256/" + sha256, BLOB);
      if (!CanonicalJson.sha256(bytes).equals(sha256))
        return new Fetched(Optional.empty(), new Refusal("BLOB_SWAPPED", "not the bytes named"));
      return new Fetched(Optional.of(bytes), new Refusal("", ""));
    } catch (Distrust e) {
      return new Fetched(Optional.empty(), e.refusal);
    }
  }

  /// What came of fetching a blob.
  record Fetched(Optional<byte[]> bytes, Refusal refusal) {}
}
