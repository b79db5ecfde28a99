package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.notification.Choices;
import org.antiphon.notification.Mail;
import org.antiphon.notification.Topic;
import org.antiphon.notification.Topic.Manner;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the person who asks is told by mail. No key can ask: a program gets webhooks.
@RestController
public final class MailApi {
  private final Mail mail;

  /// Asks this.
  public MailApi(Mail mail) {
    this.mail = mail;
  }

  /// A choice.
  ///
  /// @param topics manner by topic; what is absent stays
  /// @param digestHour of the day's letter, in the zone
  /// @param quietFrom absent, with `quietUntil`: no quiet hours
  public record Choice(
      @Nullable Map<String, String> topics,
      @Nullable String zone,
      @Nullable Integer digestHour,
      @Nullable Integer quietFrom,
      @Nullable Integer quietUntil) {}

  @GetMapping("/api/v1/mail")
  Map<String, Object> show(HttpServletRequest request) {
    return view(person(request));
  }

  private static Person person(HttpServletRequest request) {
    return Caller.of(request)
        .asPerson()
        .orElseThrow(
            () -> new Refused("FORBIDDEN", "mail", "only a person gets mail", "log in as one"));
  }

  private Map<String, Object> view(Person person) {
    var view = new LinkedHashMap<String, Object>();
    var topics = new LinkedHashMap<String, Object>();
    mail.choices()
        .of(person.id())
        .forEach((topic, manner) -> {
          if (topic.isFor(person)) topics.put(topic.name(), manner);
        });
    var hours = mail.choices().hours(person.id());
    view.put("topics", topics);
    view.put("zone", hours.zone().getId());
    view.put("digestHour", hours.digestHour());
    view.put("quietFrom", hours.quiet().map(Choices.Quiet::from).orElse(null));
    view.put("quietUntil", hours.quiet().map(Choices.Quiet::until).orElse(null));
    return view;
  }

  @PutMapping("/api/v1/mail")
  Map<String, Object> keep(HttpServletRequest request, @RequestBody Choice choice) {
    var person = person(request);
    var manners = new EnumMap<Topic, Manner>(Topic.class);
    if (choice.topics() != null)
      choice
          .topics()
          .forEach((topic, manner) -> manners.put(topic(topic, person), Choices.manner(manner)));
    var now = mail.choices().hours(person.id());
    mail.choices()
        .keep(
            person.id(),
            manners,
            Choices.Hours.written(
                choice.zone() == null ? now.zone().getId() : choice.zone(),
                String.valueOf(
                    choice.digestHour() == null ? now.digestHour() : choice.digestHour()),
                choice.quietFrom() == null ? "" : choice.quietFrom().toString(),
                choice.quietUntil() == null ? "" : choice.quietUntil().toString()));
    return view(person);
  }

  private static Topic topic(String name, Person person) {
    return Topic.named(name)
        .filter(topic -> topic.isFor(person))
        .orElseThrow(() ->
            new InvalidInput(
                "TOPIC", "/topics", "no role of yours is told " + name, "GET /api/v1/mail"));
  }

  @GetMapping("/api/v1/mail/letters")
  Map<String, Object> letters(
      HttpServletRequest request, @RequestParam(defaultValue = "100") int limit) {
    return Map.of("items", mail.letters(person(request).id(), Fields.limit(limit)));
  }

  @PostMapping("/api/v1/mail/letters/{id}/again")
  Map<String, Object> again(HttpServletRequest request, @PathVariable UUID id) {
    mail.again(id, person(request).id());
    return Map.of("again", id);
  }
}
