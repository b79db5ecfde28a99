package org.antiphon.network.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.network.exchange.Partner;
import org.antiphon.network.exchange.Weighing;

/// Decides an advice from what was heard and how things stand now: a pure function.
///
/// The strictest thing that holds wins, and BLOCK has two roads only: our own match on a recording
/// with an upheld case, or our own match with the print of a claim that may block. Claims that are
/// only observed, or put aside, are listed and do nothing.
final class Rules {
  private Rules() {}

  /// How things stand now.
  interface Standing {
    /// Whether a case on this recording of ours is upheld.
    boolean upheld(String recording);

    /// Whether the allow-list covers this upload of it.
    boolean licensed(String recording);

    /// A partner's claim; empty where it is over.
    Optional<Weighing.Weighed> claim(String partner, String claim);

    /// Whether the upload comes by one whom the claim names as licensed.
    boolean licensedVia(Weighing.Weighed claim);
  }

  /// An advice with the codes of its reasons.
  record Decision(Advice advice, List<String> reasons) {}

  static Decision decide(Evidence evidence, Standing now) {
    var decision = new Deciding(now);
    if (!evidence.unheard().isEmpty()) decision.add(Advice.ALLOW, "UNHEARD:" + evidence.unheard());
    evidence.own().forEach(decision::own);
    for (var recording : evidence.possible())
      if (!now.licensed(recording)) decision.add(Advice.HOLD, "WEAK_MATCH:" + recording);
    evidence.foreign().forEach(decision::foreign);
    for (var named : evidence.named())
      if (evidence.foreign().stream().noneMatch(h -> h.key().equals(named.claim())))
        decision.named(named);
    if (evidence.machineMade()) decision.add(Advice.LABEL, "MACHINE_MADE");
    return decision.decided();
  }

  private static final class Deciding {
    private final Standing now;
    private final List<String> reasons = new ArrayList<>();
    private Advice advice = Advice.ALLOW;

    Deciding(Standing now) {
      this.now = now;
    }

    void add(Advice wanted, String reason) {
      if (wanted.compareTo(advice) > 0) advice = wanted;
      reasons.add(reason);
    }

    void own(Evidence.Heard match) {
      if (now.licensed(match.key())) add(Advice.ALLOW, "LICENSED:" + match.key());
      else if (match.isStrong() && now.upheld(match.key()))
        add(Advice.BLOCK, "UPHELD_CASE:" + match.key());
      else add(Advice.HOLD, (match.isStrong() ? "OWN_MATCH:" : "PARTIAL_MATCH:") + match.key());
    }

    void foreign(Evidence.Heard match) {
      var claim = now.claim(match.partner(), match.key());
      if (claim.isEmpty() || acts(claim.get()).isPresent()) {
        claim.flatMap(this::acts).ifPresent(why -> add(Advice.ALLOW, why));
        return;
      }
      var name = match.partner() + "/" + match.key();
      if (match.isStrong() && claim.get().mayBlock()) add(Advice.BLOCK, "PARTNER_CLAIM:" + name);
      else add(Advice.HOLD, why(claim.get(), match.isStrong()) + ":" + name);
    }

    private static String why(Weighing.Weighed claim, boolean strong) {
      if (claim.disputed()) return "CLAIM_DISPUTED";
      if (!strong) return "CLAIM_PARTIAL_MATCH";
      if (!claim.fresh()) return "CLAIM_STALE";
      return claim.level() == Partner.Level.RELY ? "CLAIM_WITHOUT_QUORUM" : "CLAIM_ADVISED";
    }

    void named(Evidence.Named named) {
      var claim = now.claim(named.partner(), named.claim());
      if (claim.isEmpty() || acts(claim.get()).isPresent()) return;
      add(
          Advice.HOLD,
          "CLAIM_NAMES_"
              + named.alg().toUpperCase(java.util.Locale.ROOT)
              + ":"
              + named.partner()
              + "/"
              + named.claim());
    }

    /// Why a claim does nothing here.
    private Optional<String> acts(Weighing.Weighed claim) {
      var name = claim.partner() + "/" + claim.claim();
      if (now.licensedVia(claim)) return Optional.of("LICENSED:" + name);
      if (claim.level() == Partner.Level.OBSERVE) return Optional.of("CLAIM_OBSERVED:" + name);
      if (!claim.codes().isEmpty())
        return Optional.of("CLAIM_" + claim.codes().getFirst() + ":" + name);
      return Optional.empty();
    }

    Decision decided() {
      return new Decision(advice, List.copyOf(reasons));
    }
  }
}
