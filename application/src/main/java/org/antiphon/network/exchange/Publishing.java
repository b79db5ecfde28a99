package org.antiphon.network.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.Recording;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.network.graph.Node;
import org.antiphon.problem.InvalidInput;

/// What we say in our own feed: claims of cases that stand, their retractions, opinions of others'
/// claims, and that we have seen a retraction. Each record, what it rests on and its ledger entry
/// are one transaction.
final class Publishing {
  private static final Duration LIFE = Duration.ofDays(180);
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Exchange.Means means;
  private final Feed feed;

  Publishing(
      Database database, Ledger ledger, InstantSource clock, Exchange.Means means, Feed feed) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.means = means;
    this.feed = feed;
  }

  /// Publishes a case's claim.
  ///
  /// @param actor a person, by hand
  /// @return the claim's id
  /// @throws org.antiphon.problem.Refused where the rules of issuing say no
  String publish(CaseId id, Actor actor) {
    return database.inTransaction(() -> {
      var about = means.cases().lock(id);
      Issue.objection(facts(about), Issue.By.PERSON, clock.instant())
          .ifPresent(objection -> {
            throw objection;
          });
      return claim(about, actor);
    });
  }

  /// Publishes what may be published without anybody: claims of cases whose 72 h are over.
  ///
  /// @return how many
  int publishDue() {
    int published = 0;
    var due =
        database
            .sql()
            .sql(
                """
                select c.id from enforcement_case c where c.state = 'DOWN'
                  and c.basis = 'COPIED_RECORDING' and c.opened_at < ?
                  and not exists (select from exchange_published p where p.case_id = c.id)
                order by c.id limit 500
                """)
            .param(clock.instant().minus(Issue.OBJECTION).atOffset(ZoneOffset.UTC))
            .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
            .list();
    for (var id : due) if (database.inTransaction(() -> publishedItself(id))) published++;
    return published;
  }

  private boolean publishedItself(CaseId id) {
    var about = means.cases().lock(id);
    if (Issue.objection(facts(about), Issue.By.ITSELF, clock.instant()).isPresent()) return false;
    claim(about, Actor.system());
    return true;
  }

  private Issue.Facts facts(Case about) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    boolean mandated =
        about.recordings().stream()
            .allMatch(recording ->
                means.catalogue().mandatesFor(recording).stream()
                    .anyMatch(mandate -> mandate.holdsOn(today)));
    return database
        .sql()
        .sql(
            """
            select
              exists (select from notice where case_id = :id and attestation_id is not null),
              (select count(distinct person) from case_decision
                where case_id = :id and decision = 'APPROVE' and undone_at is null),
              (select min(first_sending_at) from notice where case_id = :id)
            """)
        .param("id", about.id().value())
        .query((row, _) ->
            new Issue.Facts(
                row.getBoolean(1),
                about.state() == CaseState.DOWN,
                row.getInt(2),
                List.of(CaseState.CONTESTED, CaseState.RETRACTED, CaseState.RESTORED)
                    .contains(about.state()),
                mandated,
                Optional.ofNullable(row.getObject(3, java.time.OffsetDateTime.class))
                    .map(java.time.OffsetDateTime::toInstant)))
        .single();
  }

  private String claim(Case about, Actor actor) {
    var recording = means.catalogue().findEvenRemoved(about.recordings().getFirst()).orElseThrow();
    var sound =
        means.catalogue().soundOf(recording.id()).orElseThrow(() -> withoutSound(recording));
    var blob = aboutBlob(recording);
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "expires",
        clock.instant().plus(LIFE).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    fields.put("basis", about.ground().basis().name());
    fields.put("claimant", means.claimant());
    recording.isrc().ifPresent(isrc -> fields.put("recording", Map.of("isrc", isrc.code())));
    fields.put("about", "sha256:" + blob);
    var hashes = new ArrayList<Map<String, String>>();
    sound.pcmSha256().ifPresent(pcm -> hashes.add(Map.of("alg", "pcm", "value", pcm)));
    sound.packetsSha256().ifPresent(it -> hashes.add(Map.of("alg", "packets", "value", it)));
    // The upload's own file: another offering of the very same bytes is seen without decoding.
    if (!about.target().audioSha256().equals(sound.audioSha256()))
      hashes.add(Map.of("alg", "file", "value", about.target().audioSha256()));
    fields.put("hashes", hashes);
    fields.put(
        "prints",
        List.of(
            Map.of(
                "alg",
                "lm1",
                "blob",
                "sha256:" + sound.peaksSha256(),
                "seconds",
                String.format(java.util.Locale.ROOT, "%.1f", sound.seconds()))));
    fields.put("verified", Map.of("how", "human", "attestations", 1));
    fields.put("territory", List.of("*"));
    fields.put("licensedVia", List.of());
    var id = feed.append("claim", fields, about.id().value(), null);
    feed.offer(sound.peaksSha256(), id);
    feed.offer(blob, id);
    published(
        id,
        "claim",
        List.of(
            new Node("case", about.id().toString()), new Node("recording", recording.id().value())),
        actor);
    return id;
  }

  private static org.antiphon.problem.Refused withoutSound(Recording recording) {
    return new org.antiphon.problem.Refused(
        "NO_SOUND", "recording " + recording.id(), "it has no sound here", "add its sound first");
  }

  /// Title and artist are about persons: they stand apart, where they can be withdrawn.
  private String aboutBlob(Recording recording) {
    var json = CanonicalJson.of(Map.of("title", recording.title(), "artist", recording.artist()));
    try {
      return means.blobs().put(new ByteArrayInputStream(json)).sha256();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes a claim of ours back, at once.
  ///
  /// @param reason WRONG, LICENSED, PUBLIC_DOMAIN, EXPIRED or ORDERED
  void retract(String claim, String reason, Actor actor) {
    if (!RecordReader.RETRACTIONS.contains(reason))
      throw new InvalidInput("REASON", "reason", reason, "one of " + RecordReader.RETRACTIONS);
    database.inTransaction(() -> {
      var known =
          database
              .sql()
              .sql("select case_id from exchange_published where id = ? and kind = 'claim'")
              .param(claim)
              .query((row, _) -> row.getObject(1, UUID.class))
              .list();
      if (known.isEmpty())
        throw new org.antiphon.problem.Refused(
            "NOT_FOUND", "claim " + claim, "it is no claim of ours", "see the exchange's feed");
      if (known.getFirst() != null && !feed.liveClaims(known.getFirst()).contains(claim)) return;
      var id =
          feed.append("retract", Map.of("claim", claim, "reason", reason), known.getFirst(), claim);
      feed.withdraw(claim);
      published(id, "retract", List.of(), actor);
    });
  }

  /// Takes back every claim whose case no longer stands.
  ///
  /// @return how many
  int retractFallen() {
    var fallen =
        database
            .sql()
            .sql(
                """
                select p.id from exchange_published p join enforcement_case c on c.id = p.case_id
                where p.kind = 'claim' and c.state in ('CONTESTED', 'RETRACTED', 'RESTORED')
                  and not exists (select from exchange_published r
                    where r.kind = 'retract' and r.about = p.id)
                """)
            .query((row, _) -> row.getString(1))
            .list();
    fallen.forEach(claim -> retract(claim, "WRONG", Actor.system()));
    return fallen.size();
  }

  /// Our opinion of a partner's claim, told to everybody who reads our feed.
  String opine(
      Partner partner, String claim, Exchange.Opinion opinion, String reason, Actor actor) {
    return database.inTransaction(() -> {
      var origin = VerifyingKey.parse(partner.vkey()).name();
      var fields = new LinkedHashMap<String, Object>();
      fields.put("origin", origin);
      fields.put("claim", claim);
      fields.put("opinion", opinion == Exchange.Opinion.AGREE ? "agree" : "disagree");
      fields.put("reason", reason);
      var id = feed.append("opinion", fields, null, null);
      published(id, opinion.name(), List.of(), actor);
      return id;
    });
  }

  /// Says "seen" of every retraction of a partner that we have not yet acknowledged.
  void acknowledge(Partner partner) {
    var origin = VerifyingKey.parse(partner.vkey()).name();
    var retracted =
        database
            .sql()
            .sql(
                """
                select c.id from exchange_claim c where c.partner = ? and c.state = 'RETRACTED'
                  and not exists (select from exchange_published p
                    where p.kind = 'opinion' and p.about = c.partner || '/' || c.id) limit 1000
                """)
            .param(partner.id())
            .query((row, _) -> row.getString(1))
            .list();
    for (var claim : retracted)
      database.inTransaction(() -> {
        var fields = Map.<String, Object>of("origin", origin, "claim", claim, "opinion", "seen");
        published(
            feed.append("opinion", fields, null, partner.id() + "/" + claim), "seen", List.of());
      });
  }

  /// Who has acknowledged which retraction.
  List<Exchange.Receipt> receipts() {
    return database
        .sql()
        .sql(
            """
            select claim_id, partner, at from exchange_opinion
            where origin = ? and opinion = 'SEEN' order by at desc limit 500
            """)
        .param(feed.origin())
        .query((row, _) ->
            new Exchange.Receipt(
                row.getString(1),
                row.getString(2),
                row.getObject(3, java.time.OffsetDateTime.class).toInstant()))
        .list();
  }

  /// The blob, where it may be fetched by partners.
  Optional<BlobId> offered(String sha256) {
    return feed.offers(sha256) ? Optional.of(new BlobId(sha256)) : Optional.empty();
  }

  private void published(String id, String what, List<Node> reasons) {
    published(id, what, reasons, Actor.system());
  }

  private void published(String id, String what, List<Node> reasons, Actor actor) {
    EntryId entry =
        ledger.append(
            new Entry(
                EntryKind.EXCHANGE_PUBLISHED,
                actor,
                new Subject("exchange-record", id),
                Map.of("what", what)));
    if (!reasons.isEmpty())
      means.graph().restsOn(new Node("claim", id), reasons, Optional.of(entry.value()));
  }
}
