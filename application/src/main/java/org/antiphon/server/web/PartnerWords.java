package org.antiphon.server.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.Partner;

/// What stands in the way of reading a partner's feed, as people read it: what lies at the line is
/// no refusal, and a hundred vain tries are one line.
public final class PartnerWords {
  /// Such as `HttpHostConnectException: Connect to …`: an engineer's words, which the log has.
  private static final Pattern THROWN = Pattern.compile("[A-Za-z.$]*(?:Exception|Error)\\b.*");

  private PartnerWords() {}

  /// Something that kept happening.
  ///
  /// @param times in a row
  /// @param from the first of them that is known
  public record Line(String what, int times, Instant from, Instant until) {}

  /// How it stands with a partner, in a word or two.
  public static String state(Partner partner) {
    if (partner.frozenAt().isPresent()) return "frozen";
    if (!partner.terms().enabled()) return "switched off";
    return partner.trouble().map(PartnerWords::said).orElse(partner.terms().level().name());
  }

  /// `good` or `bad`, for the mark beside it.
  public static String tone(Partner partner) {
    if (partner.frozenAt().isPresent()) return "bad";
    return partner.terms().enabled() && partner.trouble().isPresent() ? "bad" : "good";
  }

  /// What was refused or could not be read; equal ones in a row are one.
  ///
  /// @param refusals newest first
  public static List<Line> lines(List<Exchange.Refused> refusals) {
    var lines = new ArrayList<Line>();
    for (var each : refusals) {
      var what = said(each);
      if (lines.isEmpty() || !lines.getLast().what().equals(what))
        lines.add(new Line(what, 1, each.at(), each.at()));
      else {
        var last = lines.removeLast();
        lines.add(new Line(what, last.times() + 1, each.at(), last.until()));
      }
    }
    return List.copyOf(lines);
  }

  private static String said(Exchange.Refused refused) {
    var words = said(refused.code());
    var detail = THROWN.matcher(refused.detail()).replaceFirst("").strip();
    if (detail.endsWith(":")) detail = detail.substring(0, detail.length() - 1);
    boolean line = !words.equals(Pages.words(refused.code()));
    return line || detail.isEmpty() ? words : words + ": " + detail;
  }

  /// The codes of a line that failed; any other code is a refusal, and reads as it is.
  private static String said(String code) {
    return switch (code) {
      case "NOT_CONNECTED" -> "cannot be reached";
      case "NAME_UNKNOWN" -> "its host name is unknown";
      case "TLS_REFUSED" -> "its certificate does not hold";
      case "TIMED_OUT" -> "does not answer in time";
      case "BROKEN" -> "the connection broke";
      default -> Pages.words(code);
    };
  }
}
