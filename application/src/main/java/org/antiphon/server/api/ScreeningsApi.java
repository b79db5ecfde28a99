package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.network.screening.Screened;
import org.antiphon.network.screening.Screening;
import org.antiphon.network.screening.ScreeningTable;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.Caller;
import org.antiphon.server.IdempotencyFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Before an upload goes live: what to do with it. The sound is the body, or `?blob=` names one
/// that is here. Answers hold no scores: they would tell an uploader how to get past.
@RestController
public final class ScreeningsApi {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final MediaType AUDIO = new MediaType("audio");

  private static final Pattern NO_SOUND =
      Pattern.compile(
          "^(?:text/|multipart/|application/(?:[^;]*\\+)?(?:json|xml|x-www-form-urlencoded))",
          Pattern.CASE_INSENSITIVE);

  private final Screening screening;
  private final Blobs blobs;
  private final URI publicUrl;

  /// Asks screening.
  public ScreeningsApi(Screening screening, Blobs blobs, URI publicUrl) {
    this.screening = screening;
    this.blobs = blobs;
    this.publicUrl = publicUrl;
  }

  /// Who decided otherwise, and why.
  public record Overruling(String by, String why) {}

  @PostMapping("/api/v1/screenings")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> screen(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "5s") String deadline,
      @RequestParam(required = false) @Nullable String blob,
      @RequestParam(defaultValue = "") String platform,
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String distributor,
      @RequestParam(defaultValue = "") String labelLine,
      @RequestParam(defaultValue = "*") String territory)
      throws IOException, HttpMediaTypeNotSupportedException {
    var caller = Caller.of(request).with(Scope.SCREEN);
    var within = seconds(deadline);
    var sound = blob == null ? blobs.put(sound(request)) : new BlobId(blob);
    var asked =
        new Screening.Request(
            path(sound),
            sound.sha256(),
            new Screening.Context(platform, account, distributor, labelLine, territory),
            within,
            caller.actor().person().orElse("key"),
            Optional.ofNullable(request.getHeader("Idempotency-Key")));
    var known = screening.known(asked);
    if (known.isPresent()) response.setHeader(IdempotencyFilter.REPLAYED, "true");
    return view(known.orElseGet(() -> screening.screen(asked)));
  }

  /// The body, if it can be a sound at all. What cannot be heard is let through, so that a caller
  /// who sends something else by mistake would never learn it.
  private static InputStream sound(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    var type = request.getContentType();
    if (type != null && NO_SOUND.matcher(type).find())
      throw new HttpMediaTypeNotSupportedException(
          MediaType.parseMediaType(type), List.of(MediaType.APPLICATION_OCTET_STREAM, AUDIO));
    var body = new PushbackInputStream(request.getInputStream());
    int first = body.read();
    if (first < 0)
      throw new InvalidInput(
          "EMPTY",
          "body",
          "there is no sound in the body",
          "send the file's bytes as the body, or name a stored one with ?blob=");
    body.unread(first);
    return body;
  }

  private java.nio.file.Path path(BlobId sound) throws IOException {
    try {
      return blobs.path(sound);
    } catch (NoSuchFileException e) {
      throw new InvalidInput("BLOB", "blob", "there is no such sound here", "send it as the body");
    }
  }

  private static Duration seconds(String deadline) {
    if (!deadline.matches("[0-9]{1,3}(ms|s)"))
      throw new InvalidInput(
          "DEADLINE",
          "deadline",
          "deadline is \"" + deadline + "\", and no span of time",
          "write it like 5s or 800ms");
    boolean millis = deadline.endsWith("ms");
    long number = Long.parseLong(deadline.replaceAll("[ms]", ""));
    var wanted = millis ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }

  @GetMapping("/api/v1/screenings")
  Map<String, Object> changed(
      HttpServletRequest request,
      @RequestParam(defaultValue = "1970-01-01T00:00:00Z") Instant changedSince,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.SCREEN);
    var found = screening.changedSince(changedSince, Fields.limit(limit));
    return Map.of("items", found.stream().map(this::view).toList());
  }

  @GetMapping("/api/v1/screenings/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.SCREEN);
    return view(screening.find(id));
  }

  @PostMapping("/api/v1/screenings/{id}/overrule")
  Map<String, Object> overrule(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Overruling asked) {
    var caller = Caller.of(request).with(Scope.SCREEN);
    return view(
        screening.overrule(
            id,
            Fields.required("by", asked.by()),
            Fields.required("why", asked.why()),
            caller.actor()));
  }

  @GetMapping("/api/v1/screening/settings")
  ScreeningTable.Settings settings(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return screening.settings();
  }

  @PutMapping("/api/v1/screening/settings")
  ScreeningTable.Settings set(
      HttpServletRequest request, @RequestBody ScreeningTable.Settings asked) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    if (asked.holdHours() < 1 || asked.holdHours() > 168)
      throw new InvalidInput("HOLD_HOURS", "holdHours", "1 to 168 h", "24 is usual");
    if (!List.of("ALLOW", "HOLD").contains(asked.late()))
      throw new InvalidInput("LATE", "late", "ALLOW or HOLD", "ALLOW lets music go on");
    screening.set(asked, caller.actor());
    return screening.settings();
  }

  @GetMapping("/api/v1/screening/figures")
  ScreeningTable.Figures figures(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return screening.figures();
  }

  private Map<String, Object> view(Screened screened) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", screened.id());
    view.put("at", screened.at());
    view.put("advice", screened.told());
    if (screened.told() != screened.advice()) view.put("wouldBe", screened.advice());
    view.put("partial", screened.partial());
    view.put("reasons", screened.reasons());
    view.put(
        "matches", screened.evidence().own().stream().map(each -> each.key()).distinct().toList());
    view.put(
        "claims",
        screened.evidence().foreign().stream()
            .map(each -> each.partner() + "/" + each.key())
            .distinct()
            .toList());
    view.put("validUntil", screened.validUntil());
    view.put("releaseAt", screened.releaseAt().orElse(null));
    view.put("overruled", screened.overruled().orElse(null));
    view.put("changedAt", screened.changedAt());
    view.put("millis", screened.millis());
    view.put(
        "appeal",
        publicUrl.resolve("/api/v1/screenings/" + screened.id() + "/overrule").toString());
    return view;
  }
}
