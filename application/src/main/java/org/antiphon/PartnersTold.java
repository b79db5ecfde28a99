package org.antiphon;

import java.util.List;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.network.exchange.Exchange;

/// Partners as recipients of a retraction: the claim of the case goes out of our feed in the same
/// transaction, and each partner that follows it confirms by its own feed.
record PartnersTold(Exchange exchange, Notices notices) implements Retractions.Recipient {
  @Override
  public void tell(NoticeId notice, Retractions.Cause cause, Actor actor) {
    var reason = cause == Retractions.Cause.LICENSED ? "LICENSED" : "WRONG";
    exchange.retractClaimsOf(notices.get(notice).about(), reason, actor);
  }

  @Override
  public List<Retractions.Receipt> receipts(NoticeId notice) {
    return exchange.told(notices.get(notice).about()).stream()
        .map(told -> new Retractions.Receipt("partner " + told.partner(), told.seen()))
        .toList();
  }
}
