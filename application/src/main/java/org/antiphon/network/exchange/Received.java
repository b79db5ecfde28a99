package org.antiphon.network.exchange;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;
import org.antiphon.ledger.MerkleTree;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;

/// What partners sent, as it came, and what follows from it. The second is a fold over the first,
/// in the order of the feed: [#replay] computes it anew and must find the same.
final class Received {
  private final Database database;
  private final Partners partners;

  Received(Database database, Partners partners) {
    this.database = database;
    this.partners = partners;
  }

  List<byte[]> leaves(String partner) {
    return database
        .sql()
        .sql("select leaf from exchange_received where partner = ? order by idx")
        .param(partner)
        .query((row, _) -> row.getBytes(1))
        .list();
  }

  /// Keeps one record and takes it into account, in the caller's transaction.
  void take(Partner partner, long index, byte[] body, Instant at) {
    database
        .sql()
        .sql("insert into exchange_received values (?, ?, ?, ?, ?)")
        .params(partner.id(), index, body, MerkleTree.leaf(body), at.atOffset(ZoneOffset.UTC))
        .update();
    apply(partner, index, body, at);
  }

  private void apply(Partner partner, long index, byte[] body, Instant at) {
    try {
      fold(partner, index, RecordReader.read(body), at);
    } catch (Unreadable e) {
      partners.refused(
          partner.id(), new Poll.Refusal(e.code(), "entry " + index + ": " + e.what()), null, at);
    }
  }

  private void fold(Partner partner, long index, ExchangeRecord record, Instant at) {
    switch (record) {
      case ExchangeRecord.Claim claim -> claim(partner, index, claim);
      case ExchangeRecord.Opinion opinion -> opinion(partner, opinion);
      case ExchangeRecord.Retract retract -> end(partner, retract.claim(), "RETRACTED");
      case ExchangeRecord.Supersede over -> end(partner, over.claim(), "SUPERSEDED");
      case ExchangeRecord.Key key -> key(partner, key, at);
      case ExchangeRecord.Unknown unknown ->
          partners.refused(
              partner.id(),
              new Poll.Refusal("RECORD_KIND", "entry " + index + ": " + unknown.kind()),
              null,
              at);
    }
  }

  private void claim(Partner partner, long index, ExchangeRecord.Claim claim) {
    var codes = new ArrayList<String>();
    boolean inScope = inScope(partner.terms(), claim.isrc());
    if (!inScope) codes.add("OUT_OF_SCOPE");
    if (claim.hashes().isEmpty() && claim.print().isEmpty()) codes.add("NAMES_NO_SOUND");
    boolean fresh =
        database
                .sql()
                .sql(
                    """
                    insert into exchange_claim values (:partner, :id, :basis, :isrc, :claimant,
                      :issued, :expires, 'LIVE', :inScope, :codes, :print, :about, :via,
                      :territories, :idx)
                    on conflict (partner, id) do nothing
                    """)
                .param("partner", partner.id())
                .param("id", claim.id())
                .param("basis", claim.basis())
                .param("isrc", claim.isrc().orElse(null))
                .param("claimant", claim.claimant())
                .param("issued", claim.issued().atOffset(ZoneOffset.UTC))
                .param("expires", claim.expires().atOffset(ZoneOffset.UTC))
                .param("inScope", inScope)
                .param("codes", codes.toArray(String[]::new))
                .param("print", claim.print().orElse(null))
                .param("about", claim.about().orElse(null))
                .param("via", claim.licensedVia().toArray(String[]::new))
                .param("territories", claim.territories().toArray(String[]::new))
                .param("idx", index)
                .update()
            > 0;
    if (!fresh) return; // an id is used once: the first holds
    for (var hash : claim.hashes())
      database
          .sql()
          .sql("insert into exchange_hash values (?, ?, ?, ?) on conflict do nothing")
          .params(hash.alg(), hash.value(), partner.id(), claim.id())
          .update();
  }

  /// By ISRC prefix: a hint that catches mistakes and impostors, no proof.
  static boolean inScope(Partner.Terms terms, Optional<String> isrc) {
    return isrc.isPresent() && terms.isrcPrefixes().stream().anyMatch(isrc.get()::startsWith);
  }

  private void opinion(Partner partner, ExchangeRecord.Opinion opinion) {
    database
        .sql()
        .sql(
            """
            insert into exchange_opinion values (?, ?, ?, ?, ?, ?)
            on conflict (partner, origin, claim_id, opinion) do update
            set reason = excluded.reason, at = excluded.at
            """)
        .params(
            partner.id(),
            opinion.origin(),
            opinion.claim(),
            opinion.opinion(),
            opinion.reason(),
            opinion.issued().atOffset(ZoneOffset.UTC))
        .update();
    // Who now agrees no longer disagrees, and the other way about; "seen" is no opinion.
    if (!opinion.opinion().equals("SEEN"))
      database
          .sql()
          .sql(
              """
              delete from exchange_opinion where partner = ? and origin = ? and claim_id = ?
                and opinion not in ('SEEN', ?)
              """)
          .params(partner.id(), opinion.origin(), opinion.claim(), opinion.opinion())
          .update();
  }

  private void end(Partner partner, String claim, String state) {
    database
        .sql()
        .sql("update exchange_claim set state = ? where partner = ? and id = ? and state = 'LIVE'")
        .params(state, partner.id(), claim)
        .update();
  }

  private void key(Partner partner, ExchangeRecord.Key key, Instant at) {
    try {
      key.vkey()
          .map(VerifyingKey::parse)
          .ifPresent(next -> partners.vkey(partner.id(), next.vkey()));
    } catch (Problem e) {
      partners.refused(partner.id(), new Poll.Refusal("KEY_UNREADABLE", e.what()), null, at);
    }
    key.revokedSince()
        .ifPresent(since ->
            database
                .sql()
                .sql(
                    """
                    update exchange_claim set state = 'REVOKED'
                    where partner = ? and issued >= ? and state = 'LIVE'
                    """)
                .params(partner.id(), since.atOffset(ZoneOffset.UTC))
                .update());
  }

  /// Forgets what was concluded from a partner's records and concludes it again.
  void replay(Partner partner, Instant at) {
    for (var table : List.of("exchange_hash", "exchange_claim", "exchange_opinion"))
      database
          .sql()
          .sql("delete from " + table + " where partner = ?")
          .param(partner.id())
          .update();
    var bodies =
        database
            .sql()
            .sql("select body from exchange_received where partner = ? order by idx")
            .param(partner.id())
            .query((row, _) -> row.getBytes(1))
            .list();
    for (int i = 0; i < bodies.size(); i++) apply(partner, i, bodies.get(i), at);
  }
}
