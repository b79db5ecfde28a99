package org.antiphon.network.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.database.Database;
import org.antiphon.ledger.VerifyingKey;

/// What a partner's claim may do here, now: a fold over all opinions, the partner's trust, its
/// freshness, and what we found ourselves.
public final class Weighing {
  /// A claim may block only while its feed was read and verified so lately: a retraction may wait.
  static final Duration FRESH = Duration.ofMinutes(15);

  private static final Duration SILENT = Duration.ofDays(14);
  private static final Duration GONE = Duration.ofDays(30);
  static final int QUORUM = 2;
  private final Database database;
  private final Partners partners;
  private final InstantSource clock;

  Weighing(Database database, Partners partners, InstantSource clock) {
    this.database = database;
    this.partners = partners;
    this.clock = clock;
  }

  /// A claim, weighed.
  ///
  /// @param codes why it is only shown; empty: nothing speaks against it
  /// @param weight claimant 1, each agreeing other legal entity 1, our own review 2
  /// @param mayBlock with a local match, and only then
  public record Weighed(
      String partner,
      String claim,
      String basis,
      Optional<String> isrc,
      Partner.Level level,
      List<String> codes,
      boolean disputed,
      boolean fresh,
      int weight,
      boolean mayBlock,
      List<String> licensedVia,
      List<String> territories) {}

  record Row(
      String id,
      String basis,
      Optional<String> isrc,
      Instant expires,
      String state,
      List<String> codes,
      List<String> licensedVia,
      List<String> territories) {}

  /// Weighs one claim; empty where it is over: retracted, superseded, revoked, expired.
  public Optional<Weighed> of(String partnerId, String claim) {
    return partners
        .find(partnerId)
        .flatMap(partner -> row(partnerId, claim).flatMap(r -> weigh(partner, r)));
  }

  /// Live claims that name this sound.
  public List<Weighed> naming(String alg, String value) {
    return database
        .sql()
        .sql("select partner, claim_id from exchange_hash where alg = ? and value = ? limit 50")
        .params(alg, value)
        .query((row, _) -> List.of(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .flatMap(key -> of(key.get(0), key.get(1)).stream())
        .toList();
  }

  private Optional<Row> row(String partner, String claim) {
    return database
        .sql()
        .sql("select * from exchange_claim where partner = ? and id = ?")
        .params(partner, claim)
        .query((row, _) ->
            new Row(
                row.getString("id"),
                row.getString("basis"),
                Optional.ofNullable(row.getString("isrc")),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                Partners.texts(row, "codes"),
                Partners.texts(row, "licensed_via"),
                Partners.texts(row, "territories")))
        .optional();
  }

  private Optional<Weighed> weigh(Partner partner, Row row) {
    var now = clock.instant();
    boolean over = !row.state.equals("LIVE") || !row.expires.isAfter(now);
    if (over || !partner.terms().enabled()) return Optional.empty();
    var level = level(partner, now);
    var codes = new java.util.ArrayList<>(row.codes);
    print(partner.id(), row.id).ifPresent(codes::add);
    if (!acts(partner, row.id)) codes.add("SAMPLED_OUT");
    if (partner.frozenAt().isPresent()) codes.add("FROZEN");
    boolean disputed = disputed(partner, row.id);
    boolean fresh = partner.verifiedAt().filter(at -> !at.plus(FRESH).isBefore(now)).isPresent();
    int weight = weight(partner, level, row, codes);
    boolean mayBlock =
        level == Partner.Level.RELY && codes.isEmpty() && !disputed && fresh && weight >= QUORUM;
    return Optional.of(
        new Weighed(
            partner.id(),
            row.id,
            row.basis,
            row.isrc,
            level,
            List.copyOf(codes),
            disputed,
            fresh,
            weight,
            mayBlock,
            row.licensedVia,
            row.territories));
  }

  /// Trust falls with silence.
  private static Partner.Level level(Partner partner, Instant now) {
    var silent = partner.verifiedAt().map(at -> Duration.between(at, now)).orElse(GONE.plusDays(1));
    if (silent.compareTo(GONE) > 0) return Partner.Level.OBSERVE;
    if (silent.compareTo(SILENT) > 0 && partner.terms().level() == Partner.Level.RELY)
      return Partner.Level.ADVISE;
    return partner.terms().level();
  }

  /// A share of the claims acts, always the same ones: a gentle start with a new partner.
  private static boolean acts(Partner partner, String claim) {
    return Math.floorMod((partner.id() + claim).hashCode(), 100) < partner.terms().share();
  }

  private Optional<String> print(String partner, String claim) {
    return database
        .sql()
        .sql(
            "select code from exchange_print where partner = ? and claim_id = ? and state = 'QUARANTINED'")
        .params(partner, claim)
        .query((row, _) -> row.getString(1))
        .optional();
  }

  /// A live "disagree" of a partner at ADVISE or above, or a rejection of ours.
  private boolean disputed(Partner owner, String claim) {
    return rejected(owner.id(), claim)
        || opinions(owner, claim, "DISAGREE").stream()
            .anyMatch(by -> level(by, clock.instant()) != Partner.Level.OBSERVE);
  }

  private List<Partner> opinions(Partner owner, String claim, String opinion) {
    return database
        .sql()
        .sql(
            "select partner from exchange_opinion where origin = ? and claim_id = ? and opinion = ?")
        .params(VerifyingKey.parse(owner.vkey()).name(), claim, opinion)
        .query((row, _) -> row.getString(1))
        .list()
        .stream()
        .flatMap(id -> partners.find(id).stream())
        .filter(by -> by.terms().enabled())
        .toList();
  }

  private int weight(Partner owner, Partner.Level level, Row row, List<String> codes) {
    int weight = level == Partner.Level.RELY && !codes.contains("OUT_OF_SCOPE") ? 1 : 0;
    Set<String> entities = new HashSet<>(Set.of(owner.party()));
    for (var by : opinions(owner, row.id, "AGREE"))
      if (level(by, clock.instant()) != Partner.Level.OBSERVE && entities.add(by.party())) weight++;
    return weight + (confirmed(owner.id(), row.id) ? 2 : 0);
  }

  private boolean confirmed(String partner, String claim) {
    return reviewed(partner, claim, "CONFIRM");
  }

  private boolean rejected(String partner, String claim) {
    return reviewed(partner, claim, "REJECT");
  }

  private boolean reviewed(String partner, String claim, String verdict) {
    return database
        .sql()
        .sql(
            """
            select exists (select from exchange_review
              where partner = ? and claim_id = ? and verdict = ?)
            """)
        .params(partner, claim, verdict)
        .query(Boolean.class)
        .single();
  }
}
