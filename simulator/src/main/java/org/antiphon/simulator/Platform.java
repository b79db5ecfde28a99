package org.antiphon.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.antiphon.simulator.FaultPlan.Lane;
import org.antiphon.simulator.Response.Delivery;
import org.antiphon.simulator.Scenario.PlatformSettings;

/// One simulated platform: who is let in, which fault a request meets, and which door answers.
///
/// A fault before the commit (F1 to F4, a connection closed on reuse) takes the place of the
/// answer. One after the commit (F5 to F8) lets the door answer first and then spoils the way back;
/// when the door committed nothing (a repetition, a refusal), the fault is owed to the next filing.
final class Platform {
  private static final List<String> NONSENSE =
      List.of("", "soon", "-5", "Fri, 99 Nonsense 2026", "1e9", "3.7.1");

  private final PlatformSettings settings;
  private final Run run;
  private final Object lock = new Object();
  private final Gate gate;
  private final UploadDoor uploads;
  private final NoticeDesk notices;
  private final EventDesk events;
  private final Map<Lane, Long> ordinals = new EnumMap<>(Lane.class);
  private final Deque<Fault> owed = new ArrayDeque<>();
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Map<String, Integer> trapped = new LinkedHashMap<>();
  private long requests;

  Platform(
      PlatformSettings settings,
      List<PlannedUpload> planned,
      Run run,
      Optional<EventDesk.Address> address) {
    this.settings = settings;
    this.run = run;
    this.gate = new Gate(settings.limits(), run.clock().instant());
    this.uploads = new UploadDoor(settings, planned, run, lock);
    this.events = new EventDesk(settings, run, address);
    this.notices = new NoticeDesk(settings, run, lock, uploads, events);
  }

  PlatformSettings settings() {
    return settings;
  }

  void base(String url) {
    uploads.base(url);
  }

  static String key(Dice dice, String platform) {
    return "key_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(dice.bytes(platform, "key"));
  }

  static byte[] secret(Dice dice, String platform) {
    return dice.bytes(platform, "webhook secret");
  }

  /// Reads figures for a report while nothing moves.
  <T> T still(Function<Platform, T> reading) {
    synchronized (lock) {
      return reading.apply(this);
    }
  }

  UploadDoor uploads() {
    return uploads;
  }

  NoticeDesk notices() {
    return notices;
  }

  EventDesk events() {
    return events;
  }

  Gate gate() {
    return gate;
  }

  int leaked() {
    return trapped.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Answers a request whose path is seen from below the platform's prefix.
  Response answer(Request request) {
    synchronized (lock) {
      String id = settings.id() + "-r-" + ++requests;
      return slowed(route(request, id), id).with("X-Request-Id", id);
    }
  }

  private Response slowed(Response response, String requestId) {
    if (!settings.has(Fault.F17) || !(response.delivery() instanceof Delivery.Whole))
      return response;
    run.injections().add(Fault.F17, "slow", settings.id(), requestId, Optional::empty);
    return response.by(new Delivery.Late(settings.timing().slow()));
  }

  private Response route(Request request, String id) {
    var parts = request.path().split("/", -1);
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (parts.length == 3 && parts[1].equals("u") && reads) return uploads.page(parts[2]);
    if (parts.length == 3 && parts[1].equals("a") && reads) return audio(parts[2], request, id);
    if (parts.length == 3 && parts[1].equals("c") && reads) return uploads.cover(parts[2]);
    if (parts.length == 3 && parts[1].equals("trap")) return trap(parts[2]);
    if (parts.length < 3 || !parts[1].equals("v1"))
      return Problems.of(404, "no_such_path", "Nothing at " + request.path());
    String expected = "Bearer " + key(run.plan().dice(), settings.id());
    if (!request.header("authorization").orElse("").equals(expected))
      return Problems.of(401, "unauthorised", "The key is not good")
          .with("WWW-Authenticate", "Bearer");
    return switch (request.method() + " " + parts[2] + " " + (parts.length - 3)) {
      case "GET uploads 0" -> feed(request, id);
      case "GET uploads 1" -> guarded(request, id, "uploads", () -> uploads.one(parts[3]));
      case "POST notices 0" -> file(request, id);
      case "GET notices 0" -> reading(request, id, () -> notices.lookUp(request));
      case "GET notices 1" -> reading(request, id, () -> notices.one(parts[3]));
      case "POST notices 2" -> guarded(request, id, "filing", () -> notices.withdraw(parts[3]));
      default -> Problems.of(404, "no_such_path", request.method() + " " + request.path());
    };
  }

  private Response guarded(Request request, String id, String door, Supplier<Response> answer) {
    return gate.refuse(door, operation(request), id, run.clock().instant()).orElseGet(answer);
  }

  private static String operation(Request request) {
    return request.method()
        + request.path()
        + request.query()
        + request.header("idempotency-key").orElse("");
  }

  private long next(Lane lane) {
    return ordinals.merge(lane, 1L, Long::sum);
  }

  private Response feed(Request request, String id) {
    var now = run.clock().instant();
    var refused = gate.refuse("uploads", operation(request), id, now);
    if (refused.isPresent()) return refused.get();
    var fault = run.plan().strike(settings.id(), Lane.FEED, next(Lane.FEED));
    if (fault.equals(Optional.of(Fault.F14))) return uploads.feed(request, id, true);
    Supplier<Optional<String>> end =
        () ->
            uploads.wholeFeed().isAfter(now)
                ? Optional.empty()
                : Optional.of("the feed was not read again");
    return faulty(
        fault, new Hit("uploads", request, id, end), () -> uploads.feed(request, id, false));
  }

  private Response reading(Request request, String id, Supplier<Response> answer) {
    var refused = gate.refuse("reading", operation(request), id, run.clock().instant());
    if (refused.isPresent()) return refused.get();
    var fault = run.plan().strike(settings.id(), Lane.READ, next(Lane.READ));
    // Nobody must repeat a look-up or a poll: an event may have told the client meanwhile.
    return faulty(fault, new Hit("reading", request, id, Optional::empty), answer);
  }

  private Response file(Request request, String id) {
    var upload = notices.attempted(request, id);
    var refused = gate.refuse("filing", operation(request), id, run.clock().instant());
    if (refused.isPresent()) return refused.get();
    run.plan().strike(settings.id(), Lane.FILE, next(Lane.FILE)).ifPresent(owed::addLast);
    if (owed.isEmpty() || upload.isEmpty()) return notices.file(request, id);
    var hit = new Hit("filing", request, id, () -> notices.wrongWith(upload.get()));
    var fault = owed.getFirst();
    if (!afterCommit(fault, request, id)) {
      owed.removeFirst();
      return faulty(Optional.of(fault), hit, () -> notices.file(request, id));
    }
    int before = notices.notices().size();
    var response = notices.file(request, id);
    if (notices.notices().size() == before) return response;
    owed.removeFirst();
    return spoiled(fault, hit, response, notices.notices().getLast());
  }

  private boolean afterCommit(Fault fault, Request request, String id) {
    return switch (fault) {
      case F5, F7, F8, F19 -> true;
      case F6 -> !request.reused() || dropKind(id) != 0;
      default -> false;
    };
  }

  private int dropKind(String id) {
    return run.plan().dice().below(3, settings.id(), "F6 kind " + id, 0);
  }

  /// What a fault needs to know of the request that it strikes.
  private record Hit(String door, Request request, String id, Supplier<Optional<String>> end) {}

  /// The answer under a fault that comes before a commit, or after a mere reading.
  private Response faulty(Optional<Fault> fault, Hit hit, Supplier<Response> answer) {
    if (fault.isEmpty()) return answer.get();
    return switch (fault.get()) {
      case F1, F2 -> wait(fault.get(), hit);
      case F3 -> {
        int kind = count(Fault.F3) % (NONSENSE.size() + 1);
        var response = Gate.tooMany();
        if (kind == 0) note(Fault.F3, "absent", hit);
        else {
          note(Fault.F3, "nonsense", hit);
          response = response.with("Retry-After", NONSENSE.get(kind - 1));
        }
        yield response;
      }
      case F4 -> {
        int status = List.of(503, 500, 502, 504).get(count(Fault.F4) % 4);
        note(Fault.F4, String.valueOf(status), hit);
        yield Problems.of(status, "unavailable", "Something broke before your request was kept");
      }
      case F6 -> dropped(hit, answer);
      default -> answer.get();
    };
  }

  private Response wait(Fault fault, Hit hit) {
    var now = run.clock().instant();
    int seconds = 2 + run.plan().dice().below(2, settings.id(), "wait " + hit.id(), 0);
    int form = count(fault) % 3;
    boolean dated = fault == Fault.F2;
    // An HTTP date has whole seconds: the end of the wait is the date as written, not as meant.
    var until =
        dated
            ? Instant.ofEpochSecond(now.getEpochSecond() + seconds + 1)
            : now.plusSeconds(seconds);
    String kind = dated ? List.of("IMF-fixdate", "RFC 850", "asctime").get(form) : "seconds";
    gate.close(hit.door(), operation(hit.request()), now, until, note(fault, kind, hit));
    return Gate.tooMany()
        .with("Retry-After", dated ? Gate.date(until, form) : String.valueOf(seconds));
  }

  private Response dropped(Hit hit, Supplier<Response> answer) {
    if (hit.request().reused() && dropKind(hit.id()) == 0) {
      note(Fault.F6, "closed on reuse", hit);
      return new Response(
          0,
          Map.of(),
          new Response.Body.Bytes(new byte[0]),
          new Delivery.Never(Duration.ZERO),
          () -> {});
    }
    return cut(hit, answer.get());
  }

  private Response cut(Hit hit, Response response) {
    boolean half = dropKind(hit.id()) == 1;
    note(Fault.F6, half ? "reset in the middle" : "dropped", hit);
    return response.by(half ? new Delivery.Half() : new Delivery.Never(Duration.ZERO));
  }

  /// The way back of an answer whose effect is done.
  private Response spoiled(Fault fault, Hit hit, Response response, Notice notice) {
    return switch (fault) {
      case F5 -> {
        note(fault, "stalled", hit);
        yield response.by(new Delivery.Never(settings.timing().stall()));
      }
      case F6 -> cut(hit, response);
      case F7 -> {
        note(fault, "late", hit);
        notices.hide(notice);
        yield response.by(new Delivery.Never(Duration.ZERO));
      }
      case F8 -> {
        note(fault, "key forgotten after " + settings.timing().keyLifetime(), hit);
        yield response.by(new Delivery.Never(Duration.ZERO));
      }
      case F19 -> garbled(hit);
      default -> response;
    };
  }

  private Response garbled(Hit hit) {
    int kind = count(Fault.F19) % 4;
    note(Fault.F19, List.of("deep", "truncated", "wrong type", "empty").get(kind), hit);
    var half = "{\"id\":\"n".getBytes(StandardCharsets.UTF_8);
    return switch (kind) {
      case 0 ->
          Response.of(
              201, "application/json", "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
      case 1 -> Response.of(201, "application/json", half);
      case 2 -> Response.of(200, "text/html; charset=utf-16", half);
      default -> Response.of(204, "application/json", new byte[0]);
    };
  }

  private Response audio(String uploadId, Request request, String id) {
    var response = uploads.audio(uploadId, request);
    if (response.status() >= 300) return response;
    var upload = uploads.find(uploadId).orElseThrow();
    var now = run.clock().instant();
    Supplier<Optional<String>> end =
        () ->
            upload.isDown() || (upload.fetchedWhole != null && upload.fetchedWhole.isAfter(now))
                ? Optional.empty()
                : Optional.of("the audio of " + uploadId + " was never fetched whole");
    var hit = new Hit("audio", request, id, end);
    var fault = run.plan().strike(settings.id(), Lane.AUDIO, next(Lane.AUDIO));
    if (fault.isEmpty()) return response;
    return switch (fault.get()) {
      case F6 -> {
        note(Fault.F6, "audio reset in the middle", hit);
        yield response.by(new Delivery.Half());
      }
      case F20 -> redirect(uploadId, hit);
      case F21 -> {
        boolean drip = count(Fault.F21) % 2 == 1;
        note(Fault.F21, drip ? "drip" : "endless", hit);
        yield response.by(new Delivery.Endless(drip));
      }
      default -> response;
    };
  }

  private Response redirect(String uploadId, Hit hit) {
    boolean loop = count(Fault.F20) % 2 == 0;
    note(
        Fault.F20,
        loop ? "loop" : "trap",
        new Hit(
            hit.door(),
            hit.request(),
            hit.id(),
            () ->
                trapped.containsKey(uploadId)
                    ? Optional.of("the redirect to another host was followed")
                    : hit.end().get()));
    String here = "http://" + hit.request().header("host").orElse("127.0.0.1");
    // The same machine by another name: a guard that compares hosts must see a difference.
    String trap = here.replace("127.0.0.1", "localhost");
    String to =
        loop
            ? here + "/" + settings.id() + "/a/" + uploadId
            : trap + "/" + settings.id() + "/trap/" + uploadId;
    return Response.of(302, "text/plain", new byte[0]).with("Location", to);
  }

  private Response trap(String uploadId) {
    trapped.merge(uploadId, 1, Integer::sum);
    return Response.of(200, "audio/mpeg", new byte[] {1});
  }

  private int count(Fault fault) {
    return struck.getOrDefault(fault, 0);
  }

  private Injections.Injection note(Fault fault, String kind, Hit hit) {
    struck.merge(fault, 1, Integer::sum);
    return run.injections().add(fault, kind, settings.id(), hit.id(), hit.end());
  }
}
