package org.antiphon.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.antiphon.simulator.FaultPlan.FeedTrick;
import org.antiphon.simulator.Scenario.PlatformSettings;
import org.jspecify.annotations.Nullable;

/// The catalogue side of a platform: feed, single uploads, pages, audio. Guarded by its platform's
/// lock.
final class UploadDoor {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private record Place(Instant publishedAt, String id, Instant issued, int size) {}

  private final PlatformSettings settings;
  private final Run run;
  private final Object lock;
  private final Map<String, Hosted> uploads = new LinkedHashMap<>();
  private final Deque<FeedTrick> owed = new ArrayDeque<>();
  private final int pageLimit;
  private String base = "";
  private long tricks;
  private Instant wholeFeed = Instant.MIN;

  UploadDoor(PlatformSettings settings, List<PlannedUpload> planned, Run run, Object lock) {
    this.settings = settings;
    this.run = run;
    this.lock = lock;
    planned.stream()
        .filter(upload -> upload.platform().equals(settings.id()))
        .sorted(
            Comparator.comparing(PlannedUpload::publishedAt)
                .thenComparing(PlannedUpload::id)
                .reversed())
        .forEach(upload -> uploads.put(upload.id(), new Hosted(upload)));
    // Small catalogues too must come in several pages, or cursors would never be met.
    this.pageLimit = Math.clamp(uploads.size() / 4, 2, 200);
    if (settings.has(Fault.F14)) owed.addAll(List.of(FeedTrick.values()));
  }

  void base(String url) {
    base = url;
  }

  Optional<Hosted> find(String id) {
    return Optional.ofNullable(uploads.get(id));
  }

  List<Hosted> all() {
    return List.copyOf(uploads.values());
  }

  /// When the last feed page went out whole.
  Instant wholeFeed() {
    return wholeFeed;
  }

  Response feed(Request request, String requestId, boolean trick) {
    int asked = number(request.parameter("limit").orElse("50"));
    if (asked < 1) return Problems.of(400, "bad_request", "limit must be 1 to 200");
    var now = run.clock().instant();
    Optional<Place> from = Optional.empty();
    var cursor = request.parameter("cursor").filter(c -> !c.isEmpty());
    if (cursor.isPresent()) {
      from = place(cursor.get());
      if (from.isEmpty()) return Problems.of(400, "bad_request", "No cursor of ours");
      if (from.get().issued().plus(settings.timing().cursorLife()).isBefore(now)) return expired();
    }
    int limit = Math.min(asked, pageLimit);
    var older = olderThan(from, now);
    var page = new ArrayList<>(older.subList(0, Math.min(limit, older.size())));
    boolean more = older.size() > page.size();
    String next = more ? cursor(page.getLast(), now, limit) : null;
    var drawn = trick ? nextTrick(from.isPresent(), more) : Optional.<FeedTrick>empty();
    if (drawn.isPresent())
      return tricked(drawn.get(), page, next, from, new Asked(requestId, now, limit));
    return page(page, next, limit);
  }

  private record Asked(String requestId, Instant now, int limit) {}

  private List<Hosted> olderThan(Optional<Place> from, Instant now) {
    return uploads.values().stream()
        .filter(upload -> !upload.plan.publishedAt().isAfter(now))
        .filter(upload -> from.isEmpty() || isOlder(upload.plan, from.get()))
        .toList();
  }

  private static boolean isOlder(PlannedUpload upload, Place place) {
    int when = upload.publishedAt().compareTo(place.publishedAt());
    return when < 0 || (when == 0 && upload.id().compareTo(place.id()) < 0);
  }

  private Optional<FeedTrick> nextTrick(boolean hasCursor, boolean more) {
    var ready = new ArrayList<>(owed);
    if (ready.isEmpty()) {
      var kinds = FeedTrick.values();
      ready.add(kinds[run.plan().dice().below(kinds.length, settings.id(), "trick", ++tricks)]);
    }
    for (var trick : ready) {
      boolean fits =
          switch (trick) {
            case ORDER -> true;
            case HOLE -> more;
            case REPEAT, EXPIRED -> hasCursor;
          };
      if (!fits) continue;
      owed.remove(trick);
      return Optional.of(trick);
    }
    return Optional.empty();
  }

  private Response tricked(
      FeedTrick trick,
      List<Hosted> page,
      @Nullable String next,
      Optional<Place> from,
      Asked asked) {
    var hidden = new ArrayList<Hosted>();
    Response response =
        switch (trick) {
          case ORDER -> {
            Collections.shuffle(
                page,
                new Random(run.plan().dice().below(1 << 20, settings.id(), "order", page.size())));
            yield page(page, next, asked.limit());
          }
          case HOLE -> {
            // The place of the page's last upload stays the cursor: only a second reading brings
            // it.
            hidden.add(page.remove(page.size() / 2));
            yield page(page, next, asked.limit());
          }
          case REPEAT -> repeated(from.orElseThrow(), asked);
          case EXPIRED -> expired();
        };
    var at = asked.now();
    run.injections()
        .add(
            Fault.F14,
            trick.name().toLowerCase(Locale.ROOT),
            settings.id(),
            asked.requestId(),
            () -> {
              if (!wholeFeed.isAfter(at)) return Optional.of("the feed was not read again");
              return hidden.stream()
                  .filter(upload -> !upload.listed && !upload.isDown())
                  .findFirst()
                  .map(upload -> "upload " + upload.plan.id() + " was never found");
            });
    return response;
  }

  /// The page before this cursor once more, leading to the same cursor.
  private Response repeated(Place from, Asked asked) {
    var newer =
        uploads.values().stream()
            .filter(upload -> !upload.plan.publishedAt().isAfter(asked.now()))
            .filter(upload -> !isOlder(upload.plan, from))
            .toList();
    var page = newer.subList(Math.max(0, newer.size() - from.size()), newer.size());
    return page(page, cursor(newer.getLast(), asked.now(), from.size()), from.size());
  }

  private Response page(List<Hosted> page, @Nullable String next, int limit) {
    var wire = new LinkedHashMap<String, Object>();
    wire.put("uploads", page.stream().map(upload -> upload.wire(base)).toList());
    wire.put("next", next);
    wire.put("limit", limit);
    var sent = List.copyOf(page);
    return Response.json(200, wire)
        .then(() -> {
          synchronized (lock) {
            sent.forEach(upload -> upload.listed = true);
            wholeFeed = run.clock().instant();
          }
        });
  }

  private static Response expired() {
    return Problems.of(410, "cursor_expired", "This cursor is no more; start again at the top");
  }

  private static String cursor(Hosted last, Instant now, int size) {
    String text = last.plan.publishedAt() + "|" + last.plan.id() + "|" + now + "|" + size;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Place> place(String cursor) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
              .split("\\|", -1);
      return Optional.of(
          new Place(
              Instant.parse(parts[0]),
              parts[1],
              Instant.parse(parts[2]),
              Integer.parseInt(parts[3])));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,6}") ? Math.min(200, Integer.parseInt(digits)) : -1;
  }

  Response one(String id) {
    var upload = find(id);
    if (upload.isEmpty()) return Problems.of(404, "no_such_upload", "No upload " + id);
    if (upload.get().isDown()) {
      return Problems.of(410, "upload_removed", "This upload was removed");
    }
    return Response.json(200, upload.get().wire(base))
        .then(() -> {
          synchronized (lock) {
            upload.get().listed = true;
          }
        });
  }

  Response page(String id) {
    var upload = find(id);
    if (upload.isEmpty()) return Response.html(404, "<!doctype html><title>Not found</title>");
    upload.get().pageLook = run.clock().instant();
    if (upload.get().isDown())
      return Response.html(410, "<!doctype html><title>Removed</title><p>This upload is gone.");
    String title = escaped(Json.text(upload.get().plan.shown().path("credits"), "title"));
    String by = escaped(Json.text(upload.get().plan.shown().path("uploader"), "name"));
    return Response.html(
        200,
        "<!doctype html><html lang=\"en\"><title>%s</title><h1>%s</h1><p>Published by %s</p>"
                .formatted(title, title, by)
            + "<audio controls src=\""
            + base
            + "/a/"
            + id
            + "\"></audio></html>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /// The picture that an upload is shown with.
  Response cover(String id) {
    var upload = find(id).filter(it -> it.plan.cover().isPresent());
    if (upload.isEmpty()) return Problems.of(404, "no_such_cover", "No picture of " + id);
    if (upload.get().isDown()) return Problems.of(410, "upload_removed", "This upload was removed");
    try {
      var file = upload.get().plan.cover().orElseThrow();
      String type = file.toString().endsWith(".png") ? "image/png" : "image/jpeg";
      return Response.of(200, type, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// RFC 9110 section 14: one range is served, several are answered with the whole.
  Response audio(String id, Request request) {
    var found = find(id);
    if (found.isEmpty()) return Problems.of(404, "no_such_upload", "No upload " + id);
    var upload = found.get();
    upload.audioLook = run.clock().instant();
    if (upload.isDown()) return Problems.of(410, "upload_removed", "This upload was removed");
    var file = upload.plan.file();
    long size = size(upload);
    String tag = '"' + HexFormat.of().formatHex(Dice.sha256(id + size), 0, 8) + '"';
    if (request.header("if-none-match").filter(tag::equals).isPresent())
      return Response.of(304, type(upload), new byte[0]).with("ETag", tag);
    var range = RANGE.matcher(request.header("range").orElse(""));
    boolean ranged = range.matches() && request.header("if-range").map(tag::equals).orElse(true);
    long from = 0;
    long until = size;
    if (ranged) {
      var first = range.group(1);
      var last = range.group(2);
      if (first.isEmpty() && last.isEmpty()) ranged = false;
      else if (first.isEmpty()) from = Math.max(0, size - amount(last));
      else {
        from = amount(first);
        if (!last.isEmpty()) until = Math.min(size, amount(last) + 1);
      }
      if (ranged && (from >= size || from >= until))
        return Problems.of(416, "bad_request", "No such range")
            .with("Content-Range", "bytes */" + size);
    }
    boolean toTheEnd = until == size && !request.method().equals("HEAD");
    var part = new Response.Body.FilePart(file, from, until - from);
    var response =
        Response.of(ranged ? 206 : 200, type(upload), new byte[0])
            .with(part)
            .with("ETag", tag)
            .with("Accept-Ranges", "bytes")
            .then(() -> sent(upload, toTheEnd));
    String span = "bytes " + from + "-" + (until - 1) + "/" + size;
    return ranged ? response.with("Content-Range", span) : response;
  }

  private static long amount(String digits) {
    return digits.length() > 15 ? Long.MAX_VALUE / 4 : Long.parseLong(digits);
  }

  private static long size(Hosted upload) {
    try {
      return Files.size(upload.plan.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(Hosted upload) {
    String name = upload.plan.file().getFileName().toString();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "mp3" -> "audio/mpeg";
      case "ogg", "opus" -> "audio/ogg";
      case "flac" -> "audio/flac";
      case "wav" -> "audio/wav";
      case "m4a", "mp4", "aac" -> "audio/mp4";
      default -> "application/octet-stream";
    };
  }

  private void sent(Hosted upload, boolean toTheEnd) {
    if (!toTheEnd) return;
    synchronized (lock) {
      upload.fetchedWhole = run.clock().instant();
    }
    if (!run.plan().vanishes(upload.plan.id())) return;
    var _ = run.timer().schedule(() -> vanish(upload), 200, TimeUnit.MILLISECONDS);
  }

  /// F15: the uploader takes it away himself, after the crawl and before any notice.
  private void vanish(Hosted upload) {
    synchronized (lock) {
      if (upload.isDown()) return;
      upload.takeDown(run.clock().instant());
      upload.vanished =
          run.injections()
              .add(Fault.F15, "vanished", settings.id(), upload.plan.id(), Optional::empty);
    }
  }

  /// A notice against an upload that had vanished: only a race of moments excuses it.
  void filedAgainstGone(Hosted upload, String requestId, Instant now) {
    var vanished = upload.vanished;
    var since = upload.down();
    if (vanished != null
        && since.isPresent()
        && now.isAfter(since.get().plus(Duration.ofSeconds(2))))
      vanished.violated(requestId, "a notice against an upload that was gone");
  }
}
