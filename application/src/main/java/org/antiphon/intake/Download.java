package org.antiphon.intake;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antiphon.connector.HttpCall;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Head;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.RetryAfter;
import org.antiphon.outbound.Trouble;

/// Fetches one file into a folder, and goes on where it was cut: the partial file and the strong
/// `ETag` that it belongs to lie side by side, so that the next attempt, even after a crash, asks
/// for the rest with `Range` and `If-Range` (RFC 9110 §13.1.5, §14).
final class Download {
  private static final int HOPS = 3;
  private static final int RESUMES = 4;
  private static final Duration TOTAL = Duration.ofMinutes(10);
  private static final Set<Integer> GONE = Set.of(404, 410, 451);
  private static final Set<String> SOUND =
      Set.of("audio/*", "video/*", "application/ogg", "application/octet-stream");
  private static final Set<String> PICTURE = Set.of("image/*", "application/octet-stream");
  private static final Pattern RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  private final Outbound outbound;
  private final Path folder;
  private final long most;
  private final Set<String> types;

  private Download(Outbound outbound, Path folder, long most, Set<String> types) {
    this.outbound = outbound;
    this.folder = folder;
    this.most = most;
    this.types = types;
  }

  static Download ofSound(Outbound outbound, IntakeSettings settings) {
    return new Download(outbound, settings.partial(), settings.maxUpload(), SOUND);
  }

  static Download ofPictures(Outbound outbound, IntakeSettings settings) {
    return new Download(outbound, settings.partial(), Cover.MOST_BYTES, PICTURE);
  }

  /// What became of it.
  sealed interface Result {
    /// All of it is in the file, which the caller deletes by [Download#forget].
    record Complete(Path file) implements Result {}

    /// It is not there.
    record Gone(int status) implements Result {}

    /// Trying again brings the same.
    record Hopeless(String why) implements Result {}

    /// Later.
    record NotNow(String why, Optional<Duration> retryAfter) implements Result {}
  }

  /// Fetches, resuming a few times.
  ///
  /// @param name of the partial file
  Result fetch(HttpCall call, Reach reach, String name) {
    var part = folder.resolve(name + ".part");
    var tag = folder.resolve(name + ".etag");
    Result last = new Result.NotNow("not tried", Optional.empty());
    for (int attempt = 0; attempt <= RESUMES; attempt++) {
      long before = size(part);
      last = once(call, reach, part, tag);
      boolean goesOn = last instanceof Result.NotNow && size(part) > before;
      if (!goesOn) return last;
    }
    return last;
  }

  /// Deletes what was fetched or half fetched.
  void forget(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name + ".part"));
      Files.deleteIfExists(folder.resolve(name + ".etag"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result once(HttpCall call, Reach reach, Path part, Path tag) {
    var headers = new HashMap<>(call.headers());
    headers.putAll(rest(part, tag));
    var bounds = new Bounds(most, TOTAL, types);
    var request = OutboundCall.get(call.uri(), headers, reach, bounds);
    return switch (outbound.fetch(request, HOPS, (head, body) -> keep(head, body, part, tag))) {
      case Outcome.Answered<Result>(_, var result) -> result;
      case Outcome.NotSent<Result>(var trouble, var detail) -> failed(trouble, detail);
      case Outcome.Lost<Result>(var trouble, var detail, _) -> failed(trouble, detail);
    };
  }

  private static Result failed(Trouble trouble, String detail) {
    String why = trouble + ": " + detail;
    return switch (trouble) {
      case BAD_URL, ADDRESS_FORBIDDEN, TOO_LARGE, WRONG_TYPE -> new Result.Hopeless(why);
      case NAME_UNKNOWN,
          NOT_CONNECTED,
          TLS_REFUSED,
          NO_SLOT,
          TIMED_OUT,
          BROKEN,
          MALFORMED,
          INTERRUPTED ->
          new Result.NotNow(why, Optional.empty());
    };
  }

  /// The headers that ask for the rest only.
  private static Map<String, String> rest(Path part, Path tag) {
    try {
      long have = size(part);
      if (have == 0 || Files.notExists(tag)) return Map.of();
      return Map.of("Range", "bytes=" + have + "-", "If-Range", Files.readString(tag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result keep(Head head, InputStream body, Path part, Path tag) throws IOException {
    return switch (head.status()) {
      case 200 -> {
        Files.deleteIfExists(part);
        remember(head, tag);
        yield write(head, body, part, head.length().orElse(-1), false);
      }
      case 206 -> append(head, body, part);
      case 416 -> {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
        yield new Result.NotNow("the rest that was asked for is not there", Optional.empty());
      }
      default -> refused(head);
    };
  }

  private static Result refused(Head head) {
    if (GONE.contains(head.status())) return new Result.Gone(head.status());
    var asked = RetryAfter.in(head.headers(), head.at());
    return new Result.NotNow("status " + head.status(), asked);
  }

  /// Only a strong tag may join two halves.
  private static void remember(Head head, Path tag) throws IOException {
    Files.deleteIfExists(tag);
    var strong = head.header("etag").filter(etag -> etag.matches("\"[\\x21\\x23-\\x7e]{1,500}\""));
    if (strong.isPresent()) Files.writeString(tag, strong.get(), StandardCharsets.US_ASCII);
  }

  private Result append(Head head, InputStream body, Path part) throws IOException {
    var range = RANGE.matcher(head.header("content-range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != size(part)) {
      Files.deleteIfExists(part);
      return new Result.NotNow("another range than was asked for", Optional.empty());
    }
    long whole = range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
    return write(head, body, part, whole, true);
  }

  private Result write(Head head, InputStream body, Path part, long whole, boolean append)
      throws IOException {
    long room = most - (append ? size(part) : 0);
    try (var out = new FileOutputStream(part.toFile(), append)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = body.read(buffer)) >= 0; ) {
        room -= n;
        if (room < 0) return new Result.Hopeless("more than " + most + " bytes");
        out.write(buffer, 0, n);
      }
    }
    long have = size(part);
    if (have == 0) return new Result.NotNow("an empty body from " + head.uri(), Optional.empty());
    return whole < 0 || have == whole
        ? new Result.Complete(part)
        : new Result.NotNow(have + " of " + whole + " bytes", Optional.empty());
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
