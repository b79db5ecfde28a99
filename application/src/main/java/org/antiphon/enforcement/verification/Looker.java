package org.antiphon.enforcement.verification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Territory;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.Desk;
import org.antiphon.enforcement.delivery.Health;
import org.antiphon.enforcement.delivery.Letter;
import org.antiphon.enforcement.delivery.Papers;
import org.antiphon.enforcement.delivery.PlatformGate;
import org.antiphon.enforcement.delivery.ReminderOrder;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.Priority;

/// Looks once, and writes down what that means.
final class Looker {
  private final Desk desk;
  private final Papers papers;
  private final Delivery delivery;
  private final Eyes eyes;
  private final Watches watches;
  private final LookRules rules;
  private final ReminderRules reminders;

  Looker(Desk desk, Papers papers, Delivery delivery, Eyes eyes, VerificationSettings settings) {
    this.desk = desk;
    this.papers = papers;
    this.delivery = delivery;
    this.eyes = eyes;
    this.watches = new Watches(desk.database());
    this.rules = new LookRules(settings);
    this.reminders = new ReminderRules(settings);
  }

  /// Where to look, and how to tell what is heard.
  record Eyes(Function<UUID, Optional<Verification.Addresses>> addresses, SoundCheck sound) {}

  /// Looks, unless the gate is closed.
  ///
  /// @return when to come back, if it could not look
  Optional<Instant> look(Watches.Watch watch) {
    var letter = papers.letter(watch.notice()).orElseThrow();
    return switch (delivery.gate().enterToLook(letter.platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> Optional.of(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          var held = pass.mayNotLeaveBefore();
          if (held.isPresent()) yield held;
          var at = desk.clock().instant().truncatedTo(ChronoUnit.MICROS);
          write(watch.notice(), at, observe(watch, letter, pass));
          yield Optional.empty();
        }
      }
    };
  }

  private Observation observe(Watches.Watch watch, Letter letter, PlatformGate.Pass pass) {
    var connector = delivery.connector(letter.platform());
    var addresses = eyes.addresses().apply(letter.upload());
    if (connector.isEmpty() || addresses.isEmpty())
      return new Observation(Seen.NO_EVIDENCE, "no way to look", List.of());
    var request =
        new LookRequest(
            new ExternalId(letter.target()),
            addresses.get().page(),
            addresses.get().audio(),
            watch.times().accepted(),
            Territory.WORLD);
    var sighting = connector.get().look(request);
    pass.report(Health.of(sighting));
    return understood(watch.notice(), sighting);
  }

  private Observation understood(UUID notice, Sighting sighting) {
    return switch (sighting) {
      case Sighting.Gone(var seen) -> new Observation(Seen.GONE, "page and sound are gone", seen);
      case Sighting.Restricted(var from, var seen) ->
          new Observation(Seen.PARTLY, "refused to " + from.code(), seen);
      case Sighting.NoEvidence(var cause, _, var seen) ->
          new Observation(Seen.NO_EVIDENCE, cause, seen);
      case Sighting.Up up -> heard(notice, up);
    };
  }

  private Observation heard(UUID notice, Sighting.Up up) {
    return switch (eyes.sound().compare(notice, papers.noticedAudio(notice), up.audio())) {
      case SAME -> new Observation(Seen.UP, "the noticed sound plays", up.seen());
      case OTHER -> new Observation(Seen.REPLACED, "another sound plays", up.seen());
      case NOT_COMPARED ->
          new Observation(Seen.NO_EVIDENCE, "other bytes play, not compared yet", up.seen());
    };
  }

  /// State, look and ledger in one transaction.
  private void write(UUID notice, Instant at, Observation observation) {
    desk.database()
        .inTransaction(() -> {
          var watch = watches.locked(notice).orElseThrow();
          var id = UuidV7.next(desk.clock());
          watches.keep(id, notice, at, observation);
          var judgement =
              rules.after(watch.state(), watch.times().firstGone(), observation.seen(), at);
          watches.looked(notice, at, observation.seen(), judgement);
          if (judgement.next() != watch.state()) move(notice, id, watch, judgement, observation);
          remind(watches.locked(notice).orElseThrow(), at);
        });
  }

  private void move(
      UUID notice,
      UUID look,
      Watches.Watch watch,
      LookRules.Judgement judgement,
      Observation observation) {
    papers.move(
        notice,
        judgement.next(),
        Map.of(
            "look", look.toString(),
            "seen", observation.seen().name(),
            "detail", observation.detail(),
            "firstGone", watch.times().firstGone().map(Instant::toString).orElse(""),
            "discrepancy", judgement.discrepancy()));
  }

  private void remind(Watches.Watch watch, Instant at) {
    var due =
        reminders.due(
            watch.state(), watch.times().accepted(), watch.discrepancy(), watch.reminders(), at);
    switch (due) {
      case NOTHING -> {}
      case PERSON -> delivery.tellPerson(watch.notice(), "PLATFORM_DOES_NOT_ACT");
      case REMINDER -> {
        int number = watch.reminders() + 1;
        desk.jobs()
            .schedule(
                Delivery.REMIND,
                watch.notice() + "-r" + number,
                new ReminderOrder(watch.notice(), number, 0),
                at,
                Priority.HIGH);
        watches.reminded(watch.notice());
        watches.event(watch.notice(), at);
      }
    }
  }

  /// The watch is over. In the caller's transaction.
  void end(Watches.Watch watch) {
    watches.end(watch.notice(), desk.clock().instant().truncatedTo(ChronoUnit.MICROS));
    if (watch.state() == NoticeState.VERIFIED_DOWN) papers.close(watch.notice());
    else delivery.tellPerson(watch.notice(), "WATCH_ENDED_" + watch.state());
  }
}
