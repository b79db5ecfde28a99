package org.antiphon.network.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Recording;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.SigningKey;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Node;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.InvalidInput;

/// The room's door: publishes what a person chose, reads partners' feeds, and weighs their claims.
public final class Exchange {
  private static final Duration LIFE = Duration.ofDays(180);
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Means means;
  private final Feed feed;
  private final Partners partners;
  private final Received received;
  private final Poll poll;
  private final Prints prints;
  private final PrintIndex index;
  private final Weighing weighing;

  /// What the exchange uses.
  ///
  /// @param claimant how we are named in our own claims
  /// @param form reads prints as they are stored
  /// @param own recognises in our own catalogue
  /// @param foreign index of partners' prints
  public record Means(
      Outbound outbound,
      Blobs blobs,
      Catalogue catalogue,
      Cases cases,
      Graph graph,
      SigningKey key,
      String claimant,
      Print form,
      Function<Peaks, Identification> own,
      LandmarkIndex foreign) {}

  /// Reads a stored print.
  @FunctionalInterface
  public interface Print {
    /// The peaks in the stream.
    Peaks read(java.io.InputStream in) throws IOException;
  }

  /// Takes what it needs; nothing is read before [#poll].
  public Exchange(Database database, Ledger ledger, InstantSource clock, Means means) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.means = means;
    this.feed = new Feed(database, means.key, clock);
    this.partners = new Partners(database);
    this.received = new Received(database, partners);
    this.poll = new Poll(database, means.outbound, partners, received, clock);
    this.prints = new Prints(means.form::read);
    this.index = new PrintIndex(database, means.foreign, means.own, means.graph, clock);
    this.weighing = new Weighing(database, partners, clock);
  }

  /// A refusal as it is shown.
  public record Refused(String code, String detail, Instant at) {}

  /// Our own log.
  public Feed feed() {
    return feed;
  }

  /// What partners' claims may do.
  public Weighing weighing() {
    return weighing;
  }

  /// Partners' prints.
  public PrintIndex prints() {
    return index;
  }

  /// All partners.
  public List<Partner> partners() {
    return partners.all();
  }

  /// One partner.
  ///
  /// @throws org.antiphon.problem.Refused NOT_FOUND
  public Partner partner(String id) {
    return partners
        .find(id)
        .orElseThrow(() ->
            new org.antiphon.problem.Refused(
                "NOT_FOUND", "partner " + id, "there is no such partner", "see the partners"));
  }

  /// What was refused of a partner's feed, newest first.
  public List<Refused> refusals(String partner, int most) {
    return partners.refusals(partner, most);
  }

  /// Adds a partner; it begins at the level that is given, OBSERVE unless a person chose another.
  public void add(Partner partner, Actor actor) {
    VerifyingKey.parse(partner.vkey());
    database.inTransaction(() -> {
      if (partners.find(partner.id()).isPresent())
        throw new InvalidInput(
            "PARTNER_KNOWN", "id", partner.id() + " is a partner already", "change its terms");
      partners.add(partner, clock.instant());
      trust(partner.id(), partner.terms(), "added", actor);
    });
  }

  /// Changes what a partner's claims may do; takes hold at once.
  public void terms(String partner, Partner.Terms terms, Actor actor) {
    database.inTransaction(() -> {
      partner(partner);
      partners.terms(partner, terms);
      received.replay(partner(partner), clock.instant());
      trust(partner, terms, "changed", actor);
    });
  }

  /// Reads a frozen feed again: a person has looked at the proof.
  public void thaw(String partner, Actor actor) {
    database.inTransaction(() -> {
      partners.thaw(partner);
      trust(partner, partner(partner).terms(), "thawed", actor);
    });
  }

  private void trust(String partner, Partner.Terms terms, String what, Actor actor) {
    ledger.append(
        new Entry(
            EntryKind.TRUST_CHANGED,
            actor,
            new Subject("partner", partner),
            Map.of(
                "what", what,
                "level", terms.level().name(),
                "scope", terms.isrcPrefixes(),
                "quota", terms.dailyQuota(),
                "share", terms.share(),
                "enabled", terms.enabled())));
  }

  /// A partner's claim as it is shown.
  ///
  /// @param state LIVE, RETRACTED, SUPERSEDED or REVOKED
  /// @param print INDEXED, QUARANTINED, DELETED, or empty while nobody looked
  /// @param weighed what it may do; empty where it is over
  public record Claimed(
      String id,
      String basis,
      String claimant,
      String state,
      Instant issued,
      Instant expires,
      String print,
      String printCode,
      Optional<Weighing.Weighed> weighed) {}

  /// A partner's claims, newest first.
  public List<Claimed> claims(String partner, int most) {
    return database
        .sql()
        .sql(
            """
            select c.*, coalesce(p.state, '') as print_state, coalesce(p.code, '') as print_code
            from exchange_claim c
            left join exchange_print p on p.partner = c.partner and p.claim_id = c.id
            where c.partner = ? order by c.idx desc limit ?
            """)
        .params(partner, most)
        .query((row, _) ->
            new Claimed(
                row.getString("id"),
                row.getString("basis"),
                row.getString("claimant"),
                row.getString("state"),
                row.getObject("issued", java.time.OffsetDateTime.class).toInstant(),
                row.getObject("expires", java.time.OffsetDateTime.class).toInstant(),
                row.getString("print_state"),
                row.getString("print_code"),
                weighing.of(partner, row.getString("id"))))
        .list();
  }

  /// Concludes anew from a partner's stored records.
  public void replay(String partner) {
    database.inTransaction(() -> received.replay(partner(partner), clock.instant()));
  }

  /// Reads a partner's feed once, fetches the prints that it names, forgets those of claims that
  /// are over, and says in our own feed which retractions we have seen.
  ///
  /// @return the code of what was refused
  public Optional<String> poll(String partner) {
    long before = partner(partner).size();
    var refused = poll.run(partner(partner));
    if (refused.isPresent()) return refused.map(Poll.Refusal::code);
    var now = partner(partner);
    if (now.size() > before) arrived(now, before);
    for (var claim : index.unseen(partner)) fetchPrint(now, claim);
    index.over(partner).forEach(index::delete);
    acknowledge(now);
    return Optional.empty();
  }

  private void arrived(Partner partner, long before) {
    database.inTransaction(() ->
        ledger.append(
            new Entry(
                EntryKind.EXCHANGE_RECEIVED,
                Actor.system(),
                new Subject("partner", partner.id()),
                Map.of(
                    "from", before,
                    "to", partner.size(),
                    "head",
                        CanonicalJson.sha256(
                            partner
                                .note()
                                .orElse("")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))))));
  }

  private void fetchPrint(Partner partner, PrintIndex.Wanted claim) {
    if (partner.terms().level() == Partner.Level.OBSERVE)
      return; // nothing acts: nothing is fetched
    var fetched = poll.blob(partner, claim.print());
    if (fetched.bytes().isEmpty()) {
      var code = fetched.refusal().code();
      partners.refused(partner.id(), fetched.refusal(), null, clock.instant());
      if (code.equals("BLOB_SWAPPED") || code.equals("ANSWER_410") || code.equals("ANSWER_404"))
        index.quarantine(claim, fetched.refusal());
      return; // anything else may be better next time
    }
    var read = prints.read(fetched.bytes().get());
    if (read.peaks().isPresent()) index.take(claim, read.peaks().get());
    else index.quarantine(claim, new Poll.Refusal(read.code(), read.detail()));
  }

  private void acknowledge(Partner partner) {
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

  /// Our opinion of a partner's claim, told to everybody who reads our feed.
  public String opine(String partner, String claim, Opinion opinion, String reason, Actor actor) {
    return database.inTransaction(() -> {
      var origin = VerifyingKey.parse(partner(partner).vkey()).name();
      var fields = new LinkedHashMap<String, Object>();
      fields.put("origin", origin);
      fields.put("claim", claim);
      fields.put("opinion", opinion == Opinion.AGREE ? "agree" : "disagree");
      fields.put("reason", reason);
      var id = feed.append("opinion", fields, null, null);
      published(id, opinion.name(), List.of(), actor);
      return id;
    });
  }

  /// What one may think of a claim.
  public enum Opinion {
    AGREE,
    DISAGREE
  }

  /// A person of ours has looked at a partner's claim: CONFIRM counts 2, REJECT disputes it.
  public void review(String partner, String claim, Verdict verdict, String why, Actor actor) {
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              insert into exchange_review values (?, ?, ?, ?, ?, ?)
              on conflict (partner, claim_id) do update set verdict = excluded.verdict,
                why = excluded.why, person = excluded.person, at = excluded.at
              """)
          .params(
              partner,
              claim,
              verdict.name(),
              why,
              actor.person().orElse(""),
              clock.instant().atOffset(ZoneOffset.UTC))
          .update();
      ledger.append(
          new Entry(
              EntryKind.TRUST_CHANGED,
              actor,
              new Subject("partner-claim", partner + "/" + claim),
              List.of(),
              Map.of("what", verdict.name()),
              Map.of("why", why)));
    });
  }

  /// What a person says of a partner's claim.
  public enum Verdict {
    CONFIRM,
    REJECT
  }

  /// Publishes a case's claim.
  ///
  /// @param actor a person, by hand
  /// @return the claim's id
  /// @throws org.antiphon.problem.Refused where the rules of issuing say no
  public String publish(CaseId id, Actor actor) {
    return database.inTransaction(() -> {
      var about = means.cases.lock(id);
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
  public int publishDue() {
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
    var about = means.cases.lock(id);
    if (Issue.objection(facts(about), Issue.By.ITSELF, clock.instant()).isPresent()) return false;
    claim(about, Actor.system());
    return true;
  }

  private Issue.Facts facts(Case about) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    boolean mandated =
        about.recordings().stream()
            .allMatch(recording ->
                means.catalogue.mandatesFor(recording).stream()
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
    var recording = means.catalogue.findEvenRemoved(about.recordings().getFirst()).orElseThrow();
    var sound = means.catalogue.soundOf(recording.id()).orElseThrow(() -> withoutSound(recording));
    var blob = aboutBlob(recording);
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "expires",
        clock.instant().plus(LIFE).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    fields.put("basis", about.ground().basis().name());
    fields.put("claimant", means.claimant);
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
      return means.blobs.put(new ByteArrayInputStream(json)).sha256();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes a claim of ours back, at once.
  ///
  /// @param reason WRONG, LICENSED, PUBLIC_DOMAIN, EXPIRED or ORDERED
  public void retract(String claim, String reason, Actor actor) {
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
  public int retractFallen() {
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

  /// A partner that has said "seen" of a retraction of ours.
  public record Receipt(String claim, String partner, Instant at) {}

  /// Who has acknowledged which retraction.
  public List<Receipt> receipts() {
    return database
        .sql()
        .sql(
            """
            select claim_id, partner, at from exchange_opinion
            where origin = ? and opinion = 'SEEN' order by at desc limit 500
            """)
        .param(feed.origin())
        .query((row, _) ->
            new Receipt(
                row.getString(1),
                row.getString(2),
                row.getObject(3, java.time.OffsetDateTime.class).toInstant()))
        .list();
  }

  /// The blob, where it may be fetched by partners.
  public Optional<BlobId> offered(String sha256) {
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
      means.graph.restsOn(new Node("claim", id), reasons, Optional.of(entry.value()));
  }
}
