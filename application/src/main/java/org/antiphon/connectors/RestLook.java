package org.antiphon.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall.Keep;
import org.antiphon.connector.HttpCall.Limits;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Sighting;

/// Is it really down? Looks at the page and at the sound, as anybody would, without our key.
///
/// | seen | means |
/// | --- | --- |
/// | 404, 410, 451 from page and sound | Gone |
/// | 200 with sound | Up, whatever the page or a status says |
/// | 403 | Restricted, if the other is 403 or gone |
/// | anything else: redirects, pages alone, 401, 429, 5xx, nothing; answers cached before the notice | NoEvidence |
final class RestLook {
  private static final Limits PAGE = new Limits(4 << 20, Duration.ofSeconds(60), Keep.DIGEST);
  private static final Set<Integer> GONE = Set.of(404, 410, 451);
  private static final Set<String> SOUND_TOO = Set.of("application/ogg", "video/mp4");
  private final RestWire wire;

  RestLook(RestWire wire) {
    this.wire = wire;
  }

  private enum Part {
    GONE,
    SOUND,
    RESTRICTED,
    NOTHING
  }

  Sighting at(LookRequest request) {
    var seen = new ArrayList<RawAnswer>();
    var causes = new ArrayList<String>();
    keep(wire.visit(request.page(), PAGE), seen, causes);
    var page = part(seen, 0, request.since());
    int pages = seen.size();
    keep(wire.visit(request.audio(), Limits.AUDIO), seen, causes);
    var audio = part(seen, pages, request.since());
    if (audio == Part.SOUND) return new Sighting.Up(seen.getLast().digest(), seen);
    if (page == Part.GONE && audio == Part.GONE) return new Sighting.Gone(seen);
    if (isClosed(page) && isClosed(audio)) return new Sighting.Restricted(request.from(), seen);
    causes.add("page " + page + ", sound " + audio);
    return new Sighting.NoEvidence(String.join("; ", causes), wait(seen), seen);
  }

  private static boolean isClosed(Part part) {
    return part == Part.GONE || part == Part.RESTRICTED;
  }

  /// Only whole answers are evidence; of the others the cause is told.
  private static void keep(HttpAnswer came, List<RawAnswer> seen, List<String> causes) {
    switch (came) {
      case HttpAnswer.Answered(var answer) -> seen.add(answer);
      case HttpAnswer.NotSent(var cause) -> causes.add(cause);
      case HttpAnswer.Lost(var cause, _) -> causes.add(cause);
    }
  }

  private static Part part(List<RawAnswer> seen, int index, Instant since) {
    if (seen.size() <= index || isStale(seen.get(index), since)) return Part.NOTHING;
    var answer = seen.get(index);
    if (GONE.contains(answer.status())) return Part.GONE;
    if (answer.status() == 403) return Part.RESTRICTED;
    return answer.status() == 200 && isSound(answer) ? Part.SOUND : Part.NOTHING;
  }

  private static boolean isSound(RawAnswer answer) {
    String type = answer.mediaType();
    return answer.digest().length() > 0 && (type.startsWith("audio/") || SOUND_TOO.contains(type));
  }

  /// Served by a cache that filled before the notice was accepted.
  private static boolean isStale(RawAnswer answer, Instant since) {
    return answer
        .header("age")
        .filter(age -> age.strip().matches("[0-9]{1,9}"))
        .map(age -> answer.at().minusSeconds(Long.parseLong(age.strip())).isBefore(since))
        .orElse(false);
  }

  private static Optional<Duration> wait(List<RawAnswer> seen) {
    return seen.stream()
        .flatMap(answer -> RestProblem.wait(answer).stream())
        .max(Duration::compareTo);
  }
}
