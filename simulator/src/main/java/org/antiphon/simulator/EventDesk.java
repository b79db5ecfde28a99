package org.antiphon.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.antiphon.simulator.Scenario.PlatformSettings;
import org.antiphon.simulator.Webhooks.Message;

/// Tells one platform's client what became of its notices, truthfully and in order unless F9 to F12
/// say otherwise. Silent where no address for webhooks was given.
final class EventDesk {
  /// @param base where events go; the platform's id is appended
  record Address(URI base, Webhooks webhooks, byte[] secret) {}

  private final PlatformSettings settings;
  private final Run run;
  private final Optional<Address> address;
  private final Map<String, Set<Fault>> strikes = new ConcurrentHashMap<>();
  private final Map<String, Message> held = new ConcurrentHashMap<>();
  private final AtomicInteger forgedEffects = new AtomicInteger();
  private final AtomicInteger numbered = new AtomicInteger();

  EventDesk(PlatformSettings settings, Run run, Optional<Address> address) {
    this.settings = settings;
    this.run = run;
    this.address = address;
  }

  int forgedEffects() {
    return forgedEffects.get();
  }

  /// After a notice was accepted.
  ///
  /// @param faults which of F9 to F12 this notice meets
  void accepted(Notice notice, Set<Fault> faults) {
    if (address.isEmpty()) return;
    strikes.put(notice.id, faults);
    var message = message("notice.accepted", notice.wire());
    if (faults.contains(Fault.F12)) later(300, () -> forge(notice));
    if (faults.contains(Fault.F10)) held.put(notice.id, message);
    else later(100, () -> send(message, notice, faults.contains(Fault.F9)));
  }

  /// After the platform said "removed".
  void removed(Notice notice) {
    if (address.isEmpty()) return;
    var faults = strikes.getOrDefault(notice.id, Set.of());
    var message = message("notice.removed", notice.wire());
    var early = Optional.ofNullable(held.remove(notice.id));
    if (early.isPresent()) {
      send(message, notice, false);
      later(400, () -> sendLate(early.get(), notice));
    } else if (faults.contains(Fault.F11)) {
      int version = notice.version;
      var since = run.clock().instant();
      note(Fault.F11, "lost", notice, () -> healed(notice, version, since));
    } else send(message, notice, false);
  }

  /// Any other change.
  void changed(String type, Notice notice) {
    if (address.isPresent()) send(message(type, notice.wire()), notice, false);
  }

  private Message message(String type, Map<String, Object> notice) {
    var to = address.orElseThrow();
    String id = "msg_" + settings.id() + "_" + numbered.incrementAndGet();
    return Message.of(URI.create(to.base() + "/" + settings.id()), id, to.secret(), type, notice);
  }

  private void send(Message message, Notice notice, boolean repeated) {
    var webhooks = address.orElseThrow().webhooks();
    if (!repeated) {
      webhooks.send(message, 1);
      return;
    }
    boolean ten = run.plan().dice().below(2, settings.id(), "F9 copies", number(notice)) == 1;
    var outcome = webhooks.send(message, ten ? 10 : 2);
    note(Fault.F9, ten ? "ten times" : "twice", notice, outcome::fault);
  }

  private void sendLate(Message accepted, Notice notice) {
    var outcome = address.orElseThrow().webhooks().send(accepted, 1);
    note(Fault.F10, "removed before accepted", notice, outcome::fault);
  }

  private static Optional<String> healed(Notice notice, int version, Instant since) {
    boolean known = notice.servedVersion >= version || notice.target.lookedAtSince(since);
    return known
        ? Optional.empty()
        : Optional.of("neither polled nor looked at the upload after the lost event");
  }

  /// F12: an event that we never sent says "removed"; signed by a stranger, or an hour old.
  private void forge(Notice notice) {
    var to = address.orElseThrow();
    boolean old = run.plan().dice().below(2, settings.id(), "F12 kind", number(notice)) == 1;
    var lie = new LinkedHashMap<>(notice.wire());
    lie.put("state", "removed");
    lie.put("version", notice.version + 90);
    var honest = message("notice.removed", lie);
    var secret = old ? to.secret() : Dice.sha256("a stranger's secret");
    var forged = new Message(honest.to(), honest.id(), secret, honest.body());
    var signedAt = run.clock().instant().minus(old ? Duration.ofHours(1) : Duration.ZERO);
    to.webhooks()
        .sendOnce(
            forged,
            signedAt,
            status -> {
              if (status == 0) return; // nobody heard it: nothing was tried
              var injection =
                  run.injections()
                      .add(
                          Fault.F12,
                          old ? "old time" : "wrong secret",
                          settings.id(),
                          forged.id(),
                          Optional::empty);
              if (status < 400) {
                forgedEffects.incrementAndGet();
                injection.violated(forged.id(), "a forged event was answered " + status);
              }
            });
  }

  private static long number(Notice notice) {
    return Long.parseLong(notice.id.substring(notice.id.lastIndexOf('-') + 1));
  }

  private void note(Fault fault, String kind, Notice notice, Supplier<Optional<String>> end) {
    run.injections().add(fault, kind, settings.id(), notice.id, end);
  }

  private void later(long millis, Runnable task) {
    var _ = run.timer().schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
