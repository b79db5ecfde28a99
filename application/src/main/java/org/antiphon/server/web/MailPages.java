package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.notification.Choices;
import org.antiphon.notification.Mail;
import org.antiphon.notification.Topic;
import org.antiphon.notification.Topic.Manner;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;

/// What the person who is logged in is told by mail, and how their letters fared.
@Controller
public final class MailPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LAST = 10;
  private final Pages pages;
  private final Mail mail;
  private final CaseDesk desk;
  private final Optional<String> server;

  /// @param server that takes our mail; empty: none is set, and nothing is sent
  public MailPages(Pages pages, Mail mail, CaseDesk desk, Optional<String> server) {
    this.pages = pages;
    this.mail = mail;
    this.desk = desk;
    this.server = server;
  }

  @GetMapping("/settings/mail")
  ResponseEntity<String> show(HttpServletRequest request) {
    return show(request, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault) {
    var person = person(request);
    var manners = mail.choices().of(person.id());
    var hours = mail.choices().hours(person.id());
    var view = new LinkedHashMap<String, Object>();
    view.put("server", server.orElse(""));
    view.put("to", person.email());
    view.put(
        "topics",
        Arrays.stream(Topic.values())
            .filter(topic -> topic.isFor(person))
            .map(topic ->
                Map.of(
                    "id", topic.name(),
                    "words", topic.words(),
                    "manner", manners.getOrDefault(topic, Manner.NEVER).name()))
            .toList());
    view.put("zone", hours.zone().getId());
    view.put("digest", hours.digestHour());
    view.put("quietFrom", hours.quiet().map(Choices.Quiet::from).orElse(-1));
    view.put("quietUntil", hours.quiet().map(Choices.Quiet::until).orElse(-1));
    view.put("letters", mail.letters(person.id(), LAST).stream().map(MailPages::line).toList());
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put("done", parameter(request, "done"));
    values.put("m", JSON.valueToTree(view));
    return pages.page("MailPage", values);
  }

  private static Map<String, Object> line(Mail.Listed letter) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", letter.id());
    line.put("subject", letter.subject());
    line.put("at", letter.at().toString());
    line.put("state", letter.state());
    line.put("attempts", letter.attempts());
    line.put("lastAnswer", letter.lastAnswer());
    line.put("nextAt", letter.nextAt().map(Object::toString).orElse(null));
    return line;
  }

  private static Person person(HttpServletRequest request) {
    return Caller.of(request)
        .asPerson()
        .orElseThrow(
            () -> new Refused("FORBIDDEN", "mail", "only a person gets mail", "log in as one"));
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  @PostMapping("/settings/mail")
  ResponseEntity<String> keep(HttpServletRequest request) {
    var person = person(request);
    return after(
        request,
        "kept",
        () -> {
          var manners = new EnumMap<Topic, Manner>(Topic.class);
          for (var topic : Topic.values())
            if (topic.isFor(person) && !parameter(request, topic.name()).isEmpty())
              manners.put(topic, Choices.manner(parameter(request, topic.name())));
          mail.choices()
              .keep(
                  person.id(),
                  manners,
                  Choices.Hours.written(
                      parameter(request, "zone"),
                      parameter(request, "digest"),
                      parameter(request, "quietFrom"),
                      parameter(request, "quietUntil")));
        });
  }

  @PostMapping("/settings/mail/test")
  ResponseEntity<String> test(HttpServletRequest request) {
    var person = person(request);
    return after(request, "test", () -> sent(person));
  }

  private void sent(Person person) {
    if (server.isEmpty())
      throw new Refused(
          "NO_MAIL", "mail", "no server is set that takes our mail", "set mail.host, mail.from");
    mail.test(person);
  }

  @PostMapping("/settings/mail/{letter}/again")
  ResponseEntity<String> again(HttpServletRequest request, @PathVariable UUID letter) {
    var person = person(request);
    return after(request, "again", () -> mail.again(letter, person.id()));
  }

  private ResponseEntity<String> after(HttpServletRequest request, String done, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/settings/mail", "done", done));
  }

  /// Where letters lead that know a notice only: the page of its case.
  @GetMapping("/notices/{id}")
  ResponseEntity<String> notice(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return CasePages.see(Links.to("/cases/" + desk.notices().get(new NoticeId(id)).about()));
  }

  /// What a page says after a deed.
  public static List<String> said(String done) {
    return switch (done) {
      case "kept" -> List.of("Kept.");
      case "test" -> List.of("A letter is on its way; below stands what the server says to it.");
      case "again" -> List.of("It is tried again.");
      default -> List.of();
    };
  }
}
