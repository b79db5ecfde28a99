package org.antiphon.network.exchange;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.SigningKey;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.network.graph.Graph;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.InvalidInput;

/// The room's door: publishes what a person chose, reads partners' feeds, and weighs their claims.
public final class Exchange {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Feed feed;
  private final Partners partners;
  private final Received received;
  private final Poll poll;
  private final Prints prints;
  private final PrintIndex index;
  private final Weighing weighing;
  private final Publishing publishing;

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
    this.feed = new Feed(database, means.key, clock);
    this.partners = new Partners(database);
    this.received = new Received(database, partners);
    this.poll = new Poll(database, means.outbound, partners, received, ledger, clock);
    this.prints = new Prints(means.form::read);
    this.index = new PrintIndex(database, means.foreign, means.own, means.graph, clock);
    this.weighing = new Weighing(database, partners, clock);
    this.publishing = new Publishing(database, ledger, clock, means, feed);
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

  /// How many prints of a partner's live claims wait in quarantine for a person.
  public long quarantined(String partner) {
    return database
        .sql()
        .sql(
            """
            select count(*) from exchange_print p
            join exchange_claim c on c.partner = p.partner and c.id = p.claim_id
            where p.partner = ? and p.state = 'QUARANTINED' and c.state = 'LIVE'
            """)
        .param(partner)
        .query(Long.class)
        .single();
  }

  /// Concludes anew from a partner's stored records.
  public void replay(String partner) {
    database.inTransaction(() -> received.replay(partners.lock(partner), clock.instant()));
  }

  /// Reads a partner's feed once, fetches the prints that it names, forgets those of claims that
  /// are over, and says in our own feed which retractions we have seen.
  ///
  /// @return the code of what was refused
  public Optional<String> poll(String partner) {
    var refused = poll.run(partner(partner));
    if (refused.isPresent()) return refused.map(Poll.Refusal::code);
    var now = partner(partner);
    for (var claim : index.unseen(partner)) fetchPrint(now, claim);
    index.over(partner).forEach(index::delete);
    publishing.acknowledge(now);
    return Optional.empty();
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

  /// Our opinion of a partner's claim, told to everybody who reads our feed.
  public String opine(String partner, String claim, Opinion opinion, String reason, Actor actor) {
    return publishing.opine(partner(partner), claim, opinion, reason, actor);
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
    return publishing.publish(id, actor);
  }

  /// Publishes what may be published without anybody: claims of cases whose 72 h are over.
  ///
  /// @return how many
  public int publishDue() {
    return publishing.publishDue();
  }

  /// Takes a claim of ours back, at once.
  ///
  /// @param reason WRONG, LICENSED, PUBLIC_DOMAIN, EXPIRED or ORDERED
  public void retract(String claim, String reason, Actor actor) {
    publishing.retract(claim, reason, actor);
  }

  /// Takes back what we claimed of a case; nothing where nothing is claimed.
  public void retractClaimsOf(CaseId about, String reason, Actor actor) {
    feed.liveClaims(about.value()).forEach(claim -> retract(claim, reason, actor));
  }

  /// A partner that follows our feed.
  ///
  /// @param seen when it had said "seen" of every claim of the case that we took back
  public record Told(String partner, Optional<Instant> seen) {}

  /// Whom we told that the claims of a case are taken back; empty where none was.
  public List<Told> told(CaseId about) {
    return database
        .sql()
        .sql(
            """
            select p.name, case when count(o.at) = count(*) then max(o.at) end as seen
            from exchange_published r cross join exchange_partner p
            left join exchange_opinion o on o.claim_id = r.about and o.origin = :origin
              and o.partner = p.id and o.opinion = 'SEEN'
            where r.kind = 'retract' and r.case_id = :id and p.enabled
            group by p.id, p.name order by p.name
            """)
        .param("origin", feed.origin())
        .param("id", about.value())
        .query((row, _) ->
            new Told(
                row.getString("name"),
                Optional.ofNullable(row.getObject("seen", java.time.OffsetDateTime.class))
                    .map(java.time.OffsetDateTime::toInstant)))
        .list();
  }

  /// Takes back every claim whose case no longer stands.
  ///
  /// @return how many
  public int retractFallen() {
    return publishing.retractFallen();
  }

  /// A partner that has said "seen" of a retraction of ours.
  public record Receipt(String claim, String partner, Instant at) {}

  /// Who has acknowledged which retraction.
  public List<Receipt> receipts() {
    return publishing.receipts();
  }

  /// The blob, where it may be fetched by partners.
  public Optional<BlobId> offered(String sha256) {
    return publishing.offered(sha256);
  }
}
