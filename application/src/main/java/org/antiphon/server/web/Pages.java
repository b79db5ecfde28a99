package org.antiphon.server.web;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.antiphon.enforcement.basis.LawBook;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/// Renders templates, and puts figures into words; shared by all pages.
public final class Pages {
  /// State and name of each choice over the queue.
  public static final List<String[]> CHIPS =
      List.of(
          new String[] {"READY", "for a signature"},
          new String[] {"IN_REVIEW", "for a decision"},
          new String[] {"CLOCK", "with a clock"},
          new String[] {"SNOOZED", "put off"},
          new String[] {"NOTIFIED", "notified"},
          new String[] {"DOWN", "down"},
          new String[] {"ALL", "all"});

  /// The same over the catalogue.
  public static final List<String[]> CATALOGUE_CHIPS =
      List.of(
          new String[] {"ALL", "all"},
          new String[] {"WITHOUT_MANDATE", "without mandate"},
          new String[] {"WITHOUT_FINGERPRINT", "without sound"},
          new String[] {"EXCLUDED", "with a part set apart"});

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "org.antiphon");

  /// Where every page says who holds several parts (R27): one place, so that none forgets it.
  private static final String DUTIES = "<p class=\"fine\" data-duties></p>";

  private final Supplier<String> duties;

  /// Renders.
  ///
  /// @param duties said at the foot of every page; empty where parts lie in two hands
  public Pages(Supplier<String> duties) {
    this.duties = duties;
  }

  /// What turns a line round or does not print: titles, names and objections come from anybody, and
  /// must read on a page as they were written. Shown as U+FFFD, so that a reader sees that
  /// something was there; the stored words keep it.
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  ResponseEntity<String> page(String template, Map<String, Object> values) {
    var html = new StringOutput();
    engine.render("server/web/" + template + ".jte", values, html);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
        .cacheControl(CacheControl.noStore())
        .body(UNSEEN.matcher(withDuties(html.toString())).replaceAll("\uFFFD"));
  }

  private String withDuties(String html) {
    var said = duties.get();
    return html.replace(DUTIES, said.isEmpty() ? "" : DUTIES.replace("></p>", ">" + said + "</p>"));
  }

  /// `good`, `warn` or `bad`, for the mark beside a state.
  public static String tone(String state) {
    return switch (state) {
      case "VERIFIED_DOWN", "DOWN", "CLOSED", "ACCEPTED" -> "good";
      case "STILL_UP", "DEAD", "REJECTED", "DECLINED", "REFUSED", "RESTORED" -> "bad";
      default -> "warn";
    };
  }

  /// A code as people read it: `copied recording`.
  public static String words(String code) {
    return switch (code) {
      case "READY" -> "for a signature";
      case "IN_REVIEW" -> "for a decision";
      case "FAIR_USE_REVIEW" -> "perhaps an exception";
      case "UNKNOWN" -> "arrival unknown";
      case "SPIKE" -> "held for its numbers";
      case "SAID_DOWN" -> "said to be down";
      case "SEEN_DOWN_ONCE" -> "seen down once";
      default -> code.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /// The same at the beginning of a line: `Platform`.
  public static String sentence(String code) {
    return capital(words(code));
  }

  /// What came of telling an event.
  public static String delivery(String state) {
    return switch (state) {
      case "TAKEN" -> "taken";
      case "DEAD" -> "parked";
      default -> "waiting";
    };
  }

  /// A law by its title: `17 U.S.C. 512(c)(3), (f), (g)`.
  public static String law(String regime) {
    return LawBook.bundled().laws().stream()
        .filter(law -> law.id().equals(regime))
        .map(LawBook.Law::title)
        .findFirst()
        .orElse(regime);
  }

  /// What a person did just now.
  public static String did(String what) {
    return switch (what) {
      case "APPROVE" -> "It is a ground: the case waits for a signature.";
      case "REFUSE" -> "No case: nothing will be sent.";
      case "CANNOT_TELL" -> "Noted that you cannot tell. That is an answer; thank you.";
      case "SNOOZED" -> "Put off; it comes back by itself.";
      case "SIGNED" -> "Signed. It leaves in ten seconds; until then it can be undone.";
      default -> "Done.";
    };
  }

  /// The rule that led here, in a line.
  public static String rule(JsonNode one) {
    var code = one.path("code").asString("");
    var reason = one.path("reason").asString("");
    return "Rule: "
        + words(one.path("outcome").asString(""))
        + (code.equals("NOTICE") ? "" : " (" + words(code) + ")")
        + (reason.isEmpty() ? "" : ", " + reason)
        + (one.path("segments").isEmpty()
            ? ""
            : " · method " + one.path("assessment").path("algorithm").asString("–"));
  }

  /// What the case rests on, a sentence each: stretches of sound, signs in names, a picture.
  public static List<String> why(JsonNode one) {
    var why = new ArrayList<String>();
    for (var segment : one.path("segments")) why.add(reason(segment));
    if (Claimed.isOfAnArtist(one))
      for (var found : Claimed.findings(one))
        why.add(capital(found.path("evidence").asString("")) + ".");
    if (Beside.isOfPicture(one) && Beside.alike(one).isObject())
      why.add(
          String.format(
              Locale.ROOT,
              "The picture that it is shown with is like our cover by %s: they differ in %.0f of 100"
                  + " bits of a hash of their shapes.",
              Beside.alike(one).path("artist").asString("somebody"),
              100 * Double.parseDouble(Beside.alike(one).path("distance").asString("0"))));
    return why;
  }

  private static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /// Of matched sound; a dash where a case rests on none.
  public static String strength(double strength) {
    return strength > 0 ? short1(strength) : "–";
  }

  /// One step of a delivery in words.
  public static String step(JsonNode step) {
    var kind =
        switch (step.path("kind").asString("")) {
          case "SUBMIT" -> "sent";
          case "LOOK_UP" -> "asked whether it arrived";
          case "REMIND" -> "reminded";
          case "WITHDRAW" -> "taken back";
          default -> "looked";
        };
    var status =
        step.path("status").isNumber() ? " (HTTP " + step.path("status").asInt() + ")" : "";
    var detail = step.path("detail").asString("");
    return kind
        + ": "
        + words(step.path("outcome").asString(""))
        + status
        + (detail.isEmpty() ? "" : ", " + detail);
  }

  /// `2.5 h`, `12 min`; a dash where there is none yet.
  public static String hours(JsonNode hours) {
    if (!hours.isNumber()) return "–";
    double value = hours.asDouble();
    return value >= 1
        ? String.format(Locale.ROOT, "%.1f h", value)
        : String.format(Locale.ROOT, "%.0f min", 60 * value);
  }

  /// `12 %`; a dash where there is none yet.
  public static String share(JsonNode share) {
    return share.isNumber() ? String.format(Locale.ROOT, "%.0f %%", 100 * share.asDouble()) : "–";
  }

  /// Whether a list of words holds one.
  public static boolean holds(JsonNode list, String word) {
    return list.valueStream().anyMatch(each -> each.asString("").equals(word));
  }

  /// `1 notice`, `12 notices`.
  public static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  /// `41.3`.
  public static String short1(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// `1.030`.
  public static String short3(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /// `240 ms`; a dash where nothing was timed yet.
  public static String millis(double millis) {
    return millis > 0 ? String.format(Locale.ROOT, "%.0f ms", millis) : "–";
  }

  /// `2:41`.
  public static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /// Where a segment lies on its bar.
  public static String place(double from, double to, double length) {
    double whole = Math.max(length, 0.001);
    return String.format(
        Locale.ROOT,
        "inset-inline-start:%.2f%%;inline-size:%.2f%%",
        100 * from / whole,
        100 * Math.max(0, to - from) / whole);
  }

  /// `2026-11-22 23:41:07`, UTC.
  public static String moment(String instant) {
    return Instant.parse(instant).toString().replace('T', ' ').substring(0, 19);
  }

  /// A time that the page's script puts into the reader's zone; without a script it says UTC.
  public static Content time(String instant) {
    return time(instant, 19);
  }

  /// The same without seconds.
  public static Content minute(String instant) {
    return time(instant, 16);
  }

  /// The same; a word where there is none yet.
  public static Content timeOr(JsonNode instant, String otherwise) {
    return instant.isString()
        ? minute(instant.asString())
        : output -> output.writeUserContent(otherwise);
  }

  private static Content time(String instant, int length) {
    var at = Instant.parse(instant);
    return output ->
        output.writeContent(
            "<time datetime=\"%s\">%s UTC</time>"
                .formatted(at, moment(instant).substring(0, length)));
  }

  /// One segment in plain words.
  public static String reason(JsonNode segment) {
    return "%s–%s of the upload is %s–%s of our recording, %s. By chance one expects %s such matches in this catalogue."
        .formatted(
            clock(segment.path("uploadFrom").asDouble()),
            clock(segment.path("uploadTo").asDouble()),
            clock(segment.path("recordingFrom").asDouble()),
            clock(segment.path("recordingTo").asDouble()),
            altered(segment),
            chance(segment.path("expectedFalseMatches").asDouble()));
  }

  private static String chance(double expected) {
    return expected < 1e-9
        ? "less than one in a thousand million"
        : String.format(Locale.ROOT, "%.2g", expected);
  }

  private static String altered(JsonNode segment) {
    double percent = 100 * (segment.path("tempoFactor").asDouble() - 1);
    double semitones = segment.path("pitchSemitones").asDouble();
    var words = new ArrayList<String>();
    if (Math.abs(percent) >= 0.3)
      words.add(
          String.format(
              Locale.ROOT, "%.1f %% %s", Math.abs(percent), percent > 0 ? "faster" : "slower"));
    if (Math.abs(semitones) >= 0.15)
      words.add(
          String.format(
              Locale.ROOT,
              "%.1f semitones %s",
              Math.abs(semitones),
              semitones > 0 ? "higher" : "lower"));
    return words.isEmpty() ? "at its own speed and pitch" : String.join(" and ", words);
  }

  /// The head of a case in one sentence.
  static String head(JsonNode one) {
    if (Claimed.isOfAPerson(one)) return Claimed.head(one);
    if (Beside.isAbout(one)) return Beside.head(one);
    double seconds = 0;
    for (var segment : one.path("segments"))
      seconds += segment.path("recordingTo").asDouble() - segment.path("recordingFrom").asDouble();
    var segment = one.path("segments").path(0);
    return "%s of “%s”, %s, uploaded as “%s” by “%s”"
        .formatted(
            clock(seconds),
            one.path("recordings").path(0).path("title").asString("a recording"),
            altered(segment),
            one.path("upload").path("title").asString("?"),
            one.path("upload").path("uploader").asString("?"));
  }

  /// What a person should weigh before signing.
  public static List<String> against(JsonNode one) {
    if (Claimed.isOfAPerson(one)) return Claimed.against(one);
    if (Beside.isAbout(one)) return Beside.against(one);
    var against = new ArrayList<String>();
    double seconds = 0;
    for (var segment : one.path("segments"))
      seconds += segment.path("uploadTo").asDouble() - segment.path("uploadFrom").asDouble();
    if (seconds < 30)
      against.add("Only %.0f s are matched; a short use may be a quotation.".formatted(seconds));
    double upload = one.path("upload").path("seconds").asDouble();
    if (upload > 0 && seconds < 0.8 * upload)
      against.add("%.0f s of the upload are something else.".formatted(upload - seconds));
    if (one.path("segments").size() > 1)
      against.add("The match is in pieces: listen to each of them.");
    var title = one.path("upload").path("title").asString("").toLowerCase(Locale.ROOT);
    for (var word : List.of("cover", "live", "review", "reaction", "tribute", "remix"))
      if (title.contains(word)) against.add("The upload calls itself “" + word + "”.");
    if (against.isEmpty())
      against.add(
          "Nothing was found: no licence on the allow-list, no exclusion, no sign of an exception.");
    return against;
  }
}
