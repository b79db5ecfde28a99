package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.enforcement.attestation.SignedPapers;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.evidence.Exhibits;
import org.antiphon.jobs.Limiter;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.ContestDesk;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// The address that a notice names for whoever disagrees: what was matched, to hear and to see, who
/// signed and what was sent; a form; the receipt, the date and the answer at the same address.
/// Public, without an account and without a script; shows no person's name and no other upload.
@Controller
public final class AppealPage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BUCKET = "public.appeal";
  private final Pages pages;
  private final ContestDesk contest;
  private final CaseDesk desk;
  private final Shown shown;

  /// What the page shows beside the case.
  public record Shown(
      Exhibits exhibits,
      SignedPapers papers,
      Ledger ledger,
      Limiter limiter,
      InstantSource clock) {}

  /// Asks contest and the case; all visitors together may ask 10 times a second.
  public AppealPage(Pages pages, ContestDesk contest, CaseDesk desk, Shown shown) {
    this.pages = pages;
    this.contest = contest;
    this.desk = desk;
    this.shown = shown;
    shown.limiter().define(BUCKET, 10, 100, 20);
  }

  private void limit(String key, HttpServletResponse response) {
    if (shown.limiter().acquire(BUCKET) instanceof Limiter.Grant.NotBefore(var at)) {
      var wait = Math.max(1, Duration.between(shown.clock().instant(), at).toSeconds() + 1);
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
      throw new Refused(
          "TOO_MANY_REQUESTS", "/appeal/" + key, "too many ask at once", "try again after " + at);
    }
  }

  @GetMapping("/appeal/{key}")
  ResponseEntity<String> show(@PathVariable String key, HttpServletResponse response)
      throws IOException {
    limit(key, response);
    return show(key, "", HttpStatus.OK);
  }

  @PostMapping("/appeal/{key}")
  ResponseEntity<String> take(
      @PathVariable String key,
      @RequestParam Appeal.Ground ground,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "") String contact,
      HttpServletResponse response)
      throws IOException {
    limit(key, response);
    try {
      contest.appeals().receive(key, ground, words, contact);
    } catch (InvalidInput e) {
      return show(key, e.what() + ".", HttpStatus.BAD_REQUEST);
    } catch (Refused e) {
      if (!e.code().equals("ENOUGH")) throw e;
      return show(key, e.what() + "; " + e.hint() + ".", HttpStatus.CONFLICT);
    }
    return show(key, "", HttpStatus.OK);
  }

  /// A clip or a picture.
  @GetMapping("/appeal/{key}/exhibits/{name}")
  ResponseEntity<Resource> exhibit(
      @PathVariable String key, @PathVariable String name, HttpServletResponse response)
      throws IOException {
    limit(key, response);
    var about = desk.cases().get(contest.appeals().notice(key).about());
    var file =
        shown
            .exhibits()
            .file(about, name)
            .orElseThrow(
                () -> new Refused("NOT_FOUND", name, "there is no such exhibit", "see the page"));
    return ResponseEntity.ok()
        .contentType(type(name))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .body(new FileSystemResource(file));
  }

  private static MediaType type(String name) {
    if (name.endsWith(".mp3")) return new MediaType("audio", "mpeg");
    if (name.endsWith(".svg")) return new MediaType("image", "svg+xml");
    return MediaType.IMAGE_PNG;
  }

  private ResponseEntity<String> show(String key, String fault, HttpStatus status)
      throws IOException {
    var notice = contest.appeals().notice(key);
    var about = desk.cases().get(notice.about());
    var values = new HashMap<String, Object>();
    values.put("key", key);
    values.put("c", JSON.valueToTree(desk.whole(notice.about())));
    values.put("state", inWords(notice));
    values.put("evidence", notice.evidenceSha256());
    values.put("grounds", List.of(Appeal.Ground.values()));
    values.put("fault", fault);
    values.put("signer", signer(notice));
    values.put("sent", sent(notice));
    values.put("exhibits", shown.exhibits().names(about));
    values.put(
        "appeals",
        JSON.valueToTree(
            contest.appeals().of(notice.id()).stream().map(AppealPage::answered).toList()));
    values.put("receipts", JSON.valueToTree(contest.receipts(notice.id())));
    values.put("due", contest.appeals().dueIfItCameNow().toString());
    values.put(
        "waits",
        contest.appeals().of(notice.id()).stream().anyMatch(each -> each.answer().isEmpty()));
    values.put("calendar", calendar());
    var page = pages.page("AppealPage", values);
    return ResponseEntity.status(status).headers(page.getHeaders()).body(page.getBody());
  }

  /// What to say where days are not days: dates here lie near, and nobody should wonder.
  private String calendar() {
    var calendar = contest.appeals().calendar();
    return calendar.isReal()
        ? ""
        : String.format(
            Locale.ROOT,
            "This is a demonstration: its calendar runs %,.0f times as fast as the world's, so that"
                + " five business days are over at the time named here.",
            calendar.factor());
  }

  /// Without what a person wrote: whoever has the address reads this page.
  private static Map<String, Object> answered(Appeal appeal) {
    var view = ContestDesk.line(appeal);
    view.put("ground", appeal.ground().words());
    return view;
  }

  /// Position, never a name: they answer for their office here.
  private String signer(Notice notice) {
    return notice
        .signing()
        .attestation()
        .flatMap(shown.papers()::find)
        .map(paper -> JSON.readTree(paper.statement()))
        .map(json -> json.at("/person/title").asString(""))
        .orElse("");
  }

  private String sent(Notice notice) {
    return shown.ledger().about(Notices.subject(notice.id())).stream()
        .filter(entry -> entry.kind().equals("notice.sent"))
        .map(Ledger.Recorded::json)
        .map(json -> Pages.moment(json.path("at").asString()) + " UTC")
        .findFirst()
        .orElse("not yet accepted by the platform");
  }

  /// The number in an exhibit's name, as a person counts.
  public static int part(String name) {
    return Integer.parseInt(name.replaceAll("^[a-z]+-([0-9]+).*", "$1"));
  }

  private static String inWords(Notice notice) {
    return notice.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
