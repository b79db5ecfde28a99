package org.antiphon.demo;

import java.util.Locale;
import java.util.TreeMap;

/// The report as a person reads it.
public final class DemoTable {
  /// How to log in to the pages that stay up.
  public static final String LOGIN = Signer.EMAIL + " / " + Signer.PASSWORD;

  /// The person who answers objections to what the first one signed.
  public static final String SECOND_LOGIN = Signer.SECOND + " / " + Signer.PASSWORD;

  private DemoTable() {}

  /// Some lines, each ended.
  public static String of(DemoReport report) {
    var copies = report.copies();
    var accused = report.accusations();
    var text = new StringBuilder();
    line(text, "uploads published", report.uploads());
    line(text, "copies planted", copies.planted());
    line(text, "  noticed, right recording and offset", copies.found());
    line(text, "  taken down because of it", copies.takenDown());
    line(text, "  taken away by their uploaders before", copies.vanished());
    line(text, "machine-made planted", report.claims().machineMade());
    line(text, "  recognised as such", report.ours().examined().machineMade());
    line(text, "  labelled, where two signs speak", report.ours().examined().labelled());
    line(text, "impersonations planted", report.claims().impersonations());
    line(text, "  noticed, for the right artist", report.claims().noticed());
    line(text, "  taken away by their uploaders before", report.claims().vanished());
    line(text, "innocent mentions planted", report.claims().innocent());
    line(text, "wrongly accused", accused.wrong());
    line(text, "notices accepted", accused.notices());
    line(text, "  with a wrong offset", accused.misplaced());
    line(text, "  duplicate", accused.duplicates());
    line(text, "  lost", accused.lost());
    var partner = report.ours().partner();
    line(text, "re-uploads tried at a partner", partner.reuploads());
    line(text, "  blocked there", partner.blocked());
    line(text, "innocents screened there", partner.innocents());
    line(text, "  blocked there", partner.innocentsBlocked());
    partner
        .retractionSeconds()
        .ifPresent(seconds ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  a claim taken back: released at the partner after %.1f s, acknowledged after %.1f s%n",
                    seconds,
                    partner.receiptSeconds().orElse(Double.NaN))));
    partner
        .problem()
        .ifPresent(why -> text.append("  not held: the partner's part: ").append(why).append('\n'));
    line(text, "our server killed and restarted", report.ours().restarts());
    text.append("  faults survived: ").append(new TreeMap<>(report.faults())).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "  %.0f s of sound in %.0f s; ledger: %d entries, %s; platforms' verdict: %s%n",
            report.audioSeconds(),
            report.ours().seconds(),
            report.ours().ledger().path("entries").asLong(),
            report.ours().ledger().path("verified").asBoolean() ? "verified" : "NOT VERIFIED",
            report.verdict()));
    for (var reason : report.reasons()) text.append("  not held: ").append(reason).append('\n');
    return text.toString();
  }

  private static void line(StringBuilder text, String what, int count) {
    text.append(String.format(Locale.ROOT, "  %-40s %5d%n", what, count));
  }
}
