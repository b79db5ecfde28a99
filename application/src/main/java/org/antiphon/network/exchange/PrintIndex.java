package org.antiphon.network.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.network.graph.Graph;

/// Partners' fingerprints that may be compared with: an index apart from the catalogue's, of claims
/// that live and whose print passed the door. What is suspicious is quarantined until a person says
/// otherwise.
public final class PrintIndex {
  private static final int MOST_OWNERS = 3;
  private final Database database;
  private final LandmarkIndex index;
  private final Matcher matcher;
  private final Function<Peaks, Identification> ownCatalogue;
  private final Graph graph;
  private final InstantSource clock;

  PrintIndex(
      Database database,
      LandmarkIndex index,
      Function<Peaks, Identification> ownCatalogue,
      Graph graph,
      InstantSource clock) {
    this.database = database;
    this.index = index;
    this.matcher = new Matcher(index);
    this.ownCatalogue = ownCatalogue;
    this.graph = graph;
    this.clock = clock;
  }

  /// A claim whose print is looked at.
  record Wanted(String partner, String claim, String print, String claimant) {}

  /// Live claims whose print nobody has looked at yet.
  List<Wanted> unseen(String partner) {
    return wanted(
        """
        select c.partner, c.id, c.print, c.claimant from exchange_claim c
        left join exchange_print p on p.partner = c.partner and p.claim_id = c.id
        where c.partner = ? and c.state = 'LIVE' and c.print is not null and p.partner is null
        order by c.idx limit 1000
        """,
        partner);
  }

  /// Claims that are over and whose print is still here.
  List<Wanted> over(String partner) {
    return wanted(
        """
        select c.partner, c.id, coalesce(c.print, ''), c.claimant from exchange_claim c
        join exchange_print p on p.partner = c.partner and p.claim_id = c.id
        where c.partner = ? and c.state <> 'LIVE' and p.state <> 'DELETED' order by c.idx limit 1000
        """,
        partner);
  }

  private List<Wanted> wanted(String sql, String partner) {
    return database
        .sql()
        .sql(sql)
        .param(partner)
        .query((row, _) ->
            new Wanted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  /// Takes a print in, or says why not.
  void take(Wanted claim, Peaks peaks) {
    var objection = objection(claim, peaks);
    if (objection.isPresent()) {
      note(claim, "QUARANTINED", objection.get(), peaks.seconds());
      return;
    }
    index.add(
        new IndexedRecording(
            id(claim.partner, claim.claim),
            claim.claim,
            claim.partner,
            Optional.empty(),
            peaks.seconds(),
            claim.print),
        peaks);
    index.commit(1);
    note(claim, "INDEXED", new Poll.Refusal("", ""), peaks.seconds());
  }

  /// A claim on what is ours, on what many owners claim, or on what many strangers have had for
  /// years, waits for a person.
  private Optional<Poll.Refusal> objection(Wanted claim, Peaks peaks) {
    var ours = ownCatalogue.apply(peaks).matches();
    if (!ours.isEmpty())
      return Optional.of(
          new Poll.Refusal("COLLIDES", "sounds like our " + ours.getFirst().recording().id()));
    var owners =
        matcher.identify(peaks).matches().stream()
            .flatMap(match -> claimOf(match.recording().id()).stream())
            .map(Wanted::claimant)
            .filter(owner -> !owner.equals(claim.claimant))
            .collect(Collectors.toSet());
    if (owners.size() >= MOST_OWNERS)
      return Optional.of(
          new Poll.Refusal("SHARED_MATERIAL", "claimed by " + (owners.size() + 1) + " owners"));
    return heldByMany(claim);
  }

  private Optional<Poll.Refusal> heldByMany(Wanted claim) {
    var many =
        database
            .sql()
            .sql("select alg, value from exchange_hash where partner = ? and claim_id = ?")
            .params(claim.partner, claim.claim)
            .query((row, _) -> graph.holders(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .anyMatch(holders -> holders.accounts() > 20 && holders.days() > 730);
    return many
        ? Optional.of(new Poll.Refusal("HELD_BY_MANY", "more than 20 accounts over two years"))
        : Optional.empty();
  }

  /// Puts a claim aside whose print could not be taken.
  void quarantine(Wanted claim, Poll.Refusal why) {
    note(claim, "QUARANTINED", why, 0);
  }

  void delete(Wanted claim) {
    if (index.remove(id(claim.partner, claim.claim))) index.commit(1);
    note(claim, "DELETED", new Poll.Refusal("", ""), 0);
  }

  private void note(Wanted claim, String state, Poll.Refusal why, double seconds) {
    Instant at = clock.instant();
    database
        .sql()
        .sql(
            """
            insert into exchange_print values (?, ?, ?, ?, ?, ?, ?)
            on conflict (partner, claim_id) do update set state = excluded.state,
              code = excluded.code, detail = excluded.detail, at = excluded.at
            """)
        .params(
            claim.partner,
            claim.claim,
            state,
            why.code(),
            why.detail(),
            seconds,
            at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// What the upload sounds like among partners' prints.
  public Identification identify(Peaks peaks) {
    return matcher.identify(peaks);
  }

  /// Which claim a match of [#identify] is about.
  Optional<Wanted> claimOf(RecordingId id) {
    return Optional.ofNullable(known().get(id));
  }

  private Map<RecordingId, Wanted> known() {
    var known = new HashMap<RecordingId, Wanted>();
    database
        .sql()
        .sql(
            """
            select c.partner, c.id, coalesce(c.print, '') as print, c.claimant from exchange_claim c
            join exchange_print p on p.partner = c.partner and p.claim_id = c.id
            where p.state = 'INDEXED'
            """)
        .query((row, _) ->
            known.put(
                id(row.getString(1), row.getString(2)),
                new Wanted(row.getString(1), row.getString(2), row.getString(3), row.getString(4))))
        .list();
    return known;
  }

  /// The partner and the claim that a match is about.
  public Optional<String[]> claim(RecordingId id) {
    return claimOf(id).map(wanted -> new String[] {wanted.partner, wanted.claim});
  }

  private static RecordingId id(String partner, String claim) {
    var bytes = (partner + "/" + claim).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new RecordingId("x" + CanonicalJson.sha256(bytes).substring(0, 30));
  }
}
