package org.antiphon.enforcement.basis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.examination.Stretch;
import tools.jackson.databind.json.JsonMapper;

/// Laws, thresholds and words as versioned data, each row with source, dates and the day on which
/// somebody last looked. Counsel can replace them without a release; their SHA-256 stands in every
/// trace.
public final class LawBook {
  private static final String LAWS = "laws.json";
  private static final String THRESHOLDS = "thresholds.json";

  private final List<Law> laws;
  private final Map<String, Set<String>> regions;
  private final Thresholds thresholds;
  private final Map<String, String> sha256;

  private LawBook(LawFile file, Thresholds thresholds, Map<String, String> sha256) {
    this.regions = file.regions();
    this.laws = file.laws().stream().map(law -> law.inCountries(file.regions())).toList();
    this.thresholds = thresholds;
    this.sha256 = Map.copyOf(sha256);
  }

  /// The law book that this build carries.
  public static LawBook bundled() {
    return of(resource(LAWS), resource(THRESHOLDS));
  }

  /// A law book out of the bytes of its two files.
  public static LawBook of(byte[] laws, byte[] thresholds) {
    var mapper = JsonMapper.builder().build();
    var hashes = new LinkedHashMap<String, String>();
    hashes.put(LAWS, sha256(laws));
    hashes.put(THRESHOLDS, sha256(thresholds));
    return new LawBook(
        mapper.readValue(laws, LawFile.class),
        mapper.readValue(thresholds, Thresholds.class),
        hashes);
  }

  /// One regime.
  ///
  /// @param form which notice form it needs: `512C`, `DSA16`, `LETTER`, `POLICY`, `LABEL`
  /// @param individually who may send is restricted: a person decides each time
  public record Law(
      String id,
      String title,
      Status status,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      Set<String> territories,
      Set<Basis> bases,
      String form,
      boolean individually,
      String source,
      LocalDate checkedOn) {
    Law inCountries(Map<String, Set<String>> regions) {
      var countries = new TreeSet<String>();
      for (String territory : territories)
        countries.addAll(regions.getOrDefault(territory, Set.of(territory)));
      return new Law(
          id, title, status, from, until, countries, bases, form, individually, source, checkedOn);
    }

    /// Whether it binds anybody on that day.
    public boolean inForceOn(LocalDate day) {
      return status == Status.IN_FORCE
          && from.map(first -> !day.isBefore(first)).orElse(true)
          && until.map(last -> !day.isAfter(last)).orElse(true);
    }
  }

  /// Whether a law binds.
  public enum Status {
    IN_FORCE,
    BILL,
    ENDED
  }

  /// Figures that rules compare with.
  ///
  /// @param calibrated beginnings of `algorithm` for which the match thresholds were calibrated
  public record Thresholds(
      String version,
      List<String> calibrated,
      double minimumSeconds,
      double ambiguousScoreShare,
      int unrelatedUploaders,
      double shortSeconds,
      double shortShare,
      double speechShare,
      int warnDays,
      int staleDays,
      int spikePerDay,
      double spikeFactor,
      int uploaderPerDay,
      int firstNotices,
      List<String> exceptionWords) {}

  record LawFile(String version, Map<String, Set<String>> regions, List<Law> laws) {}

  /// Every row, in the order in which they are tried.
  public List<Law> laws() {
    return laws;
  }

  /// The row with this id.
  public Optional<Law> law(String id) {
    return laws.stream().filter(law -> law.id().equals(id)).findFirst();
  }

  public Thresholds thresholds() {
    return thresholds;
  }

  /// Whether some regions and countries reach into some countries; `*` is everywhere.
  public boolean meets(List<String> places, Set<String> countries) {
    var all = new TreeSet<String>();
    for (String place : places) all.addAll(regions.getOrDefault(place, Set.of(place)));
    return !Situation.both(all, countries).isEmpty();
  }

  /// Whether enough of what was matched is left to act on, when the stretches that are not ours are
  /// taken away (R6).
  public boolean leavesEnough(List<Stretch> matched, List<ExcludedInterval> exclusions) {
    return FactRules.claimable(matched, exclusions) >= thresholds.minimumSeconds();
  }

  /// SHA-256 of each file, by name.
  public Map<String, String> sha256() {
    return sha256;
  }

  /// Countries in the fewest words: a whole region by its name.
  public List<String> inWords(Set<String> countries) {
    var words = new TreeSet<>(countries);
    regions.forEach((name, members) -> {
      if (words.containsAll(members)) {
        words.removeAll(members);
        words.add(name);
      }
    });
    return List.copyOf(words);
  }

  /// Rows that nobody has looked at for too long, to warn whoever attests.
  public List<Law> unlookedAt(LocalDate on) {
    return laws.stream()
        .filter(law -> law.checkedOn().plusDays(thresholds.warnDays()).isBefore(on))
        .toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in = LawBook.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is missing from the build");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
