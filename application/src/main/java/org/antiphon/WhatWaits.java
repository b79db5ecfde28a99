package org.antiphon;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.notification.Happening;
import org.antiphon.notification.Topic;

/// What waits for people and stands in no entry of the ledger, because it comes about by time
/// passing or lies in several rooms: deadlines that near, tasks, cases that need a second person,
/// partners and platforms in trouble, mandates that end. Read only; says no name of anybody
/// outside.
final class WhatWaits implements Supplier<List<Happening>> {
  private static final int SOON_DAYS = 2;
  private static final int LAPSE_DAYS = 30;
  private static final int MOST = 200;
  private static final Duration DUE = Duration.ofDays(1);
  private final Serve.Enforcement enforcement;
  private final NetworkRooms network;
  private final Catalogue catalogue;
  private final InstantSource clock;

  WhatWaits(
      Serve.Enforcement enforcement,
      NetworkRooms network,
      Catalogue catalogue,
      InstantSource clock) {
    this.enforcement = enforcement;
    this.network = network;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Once a day while it does not hold.
  static Happening brokenLedger(InstantSource clock) {
    return plain(
        Topic.LEDGER,
        today(clock).toString(),
        "The ledger does not verify. The server's log says which check failed.");
  }

  @Override
  public List<Happening> get() {
    var found = new ArrayList<Happening>();
    counterNotices(found);
    objections(found);
    secondPersons(found);
    tasks(found);
    platforms(found);
    partners(found);
    mandates(found);
    queue(found);
    return found;
  }

  private void counterNotices(List<Happening> found) {
    for (var counter : enforcement.contest().counterNotices().open())
      if (counter.daysLeft(today(clock)) <= SOON_DAYS)
        found.add(
            plain(
                Topic.COUNTER_NOTICE,
                counter.id() + " deadline",
                "A counter-notice is to be acted upon by the end of %s."
                    .formatted(counter.window().actBy())));
  }

  private void objections(List<Happening> found) {
    var soon = clock.instant().plus(DUE);
    for (var appeal : enforcement.contest().appeals().unanswered())
      if (appeal.dueAt().isBefore(soon))
        found.add(
            plain(
                Topic.OBJECTION,
                appeal.id() + " due",
                "Objection %s is to be answered by %s UTC, else its notice is taken back."
                    .formatted(
                        appeal.receipt(),
                        appeal.dueAt().toString().substring(0, 16).replace('T', ' '))));
  }

  private void secondPersons(List<Happening> found) {
    for (var one : page(CaseState.OPEN))
      if (one.ground().code().equals("SPIKE"))
        found.add(
            new Happening(
                Topic.SECOND_PERSON,
                one.id() + " numbers",
                "A case is held for its numbers: a second attester releases it.",
                "/contest"));
    for (var one : page(CaseState.READY))
      if (one.ground().basis().isOfAPerson()
          && enforcement.desk().review().approvers(one.id()).isEmpty())
        found.add(
            new Happening(
                Topic.SECOND_PERSON,
                one.id() + " apart",
                "A case about a person's name waits for somebody to look, apart from who signs.",
                "/cases/" + one.id()));
  }

  private List<Case> page(CaseState state) {
    return enforcement.desk().cases().page(CaseFilter.in(state), Optional.empty(), MOST);
  }

  private void tasks(List<Happening> found) {
    for (var task : network.fallen().open())
      found.add(
          plain(
              Topic.TASK,
              task.id().toString(),
              switch (task.what()) {
                case LOOK_AGAIN -> "A part of what a case rests on fell: look again.";
                case RETRACT -> "A notice rests on what fell: take it back, or say why it stands.";
                case TELL -> "Partners were told what fell: take it back there, or say why not.";
              }));
  }

  private void platforms(List<Happening> found) {
    var now = clock.instant();
    for (var each : enforcement.delivery().gate().standings()) {
      var key = each.platform() + " " + today(clock);
      if (each.credentialRefusedUntil().isAfter(now))
        found.add(plain(Topic.PLATFORM, key + " key", each.platform() + " does not take our key."));
      else if (each.breakerOpenUntil().isAfter(now))
        found.add(
            plain(
                Topic.PLATFORM,
                key + " silent",
                each.platform() + " does not answer; what is queued for it waits."));
    }
  }

  private void partners(List<Happening> found) {
    for (var partner : network.exchange().partners()) {
      partner
          .frozenAt()
          .ifPresent(at ->
              found.add(
                  plain(
                      Topic.PARTNER,
                      partner.id() + " frozen " + at,
                      "The feed of partner %s is frozen: it contradicted itself."
                          .formatted(partner.id()))));
      long quarantined = network.exchange().quarantined(partner.id());
      if (quarantined > 0)
        found.add(
            plain(
                Topic.PARTNER,
                partner.id() + " quarantined " + quarantined,
                "%,d prints of partner %s are in quarantine."
                    .formatted(quarantined, partner.id())));
    }
  }

  private void mandates(List<Happening> found) {
    var today = today(clock);
    for (var ending : catalogue.mandatesEnding(today, today.plusDays(LAPSE_DAYS)))
      found.add(
          plain(
              Topic.LAPSES,
              ending.owner() + " " + ending.until(),
              "A mandate of %s ends on %s.".formatted(ending.owner(), ending.until())));
  }

  private void queue(List<Happening> found) {
    var counts = enforcement.desk().cases().counts();
    long sign = counts.getOrDefault(CaseState.READY, 0L);
    long decide = counts.getOrDefault(CaseState.IN_REVIEW, 0L);
    if (sign + decide > 0)
      found.add(
          plain(
              Topic.QUEUE,
              today(clock).toString(),
              "%,d wait for a signature, %,d for a decision.".formatted(sign, decide)));
  }

  private static Happening plain(Topic topic, String key, String line) {
    return new Happening(topic, key, line, topic.path());
  }

  private static LocalDate today(InstantSource clock) {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
