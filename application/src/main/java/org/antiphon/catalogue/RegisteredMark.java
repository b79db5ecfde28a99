package org.antiphon.catalogue;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.antiphon.problem.InvalidInput;

/// A word mark as an office registered it.
///
/// @param text the words
/// @param office of registration: a code of WIPO standard ST.3, such as `EM` (the European Union),
///   `BX` (Benelux), `US`
/// @param number under which it is registered
/// @param classes of goods and services it was registered for, 1 to 45 (Nice Agreement)
/// @param until its last day; empty: it is not known to lapse
public record RegisteredMark(
    String text, String office, String number, Set<Integer> classes, Optional<LocalDate> until) {
  /// Recorded sound, and music as a service: marks of other classes say nothing about an upload.
  private static final Set<Integer> OF_MUSIC = Set.of(9, 41);

  private static final String HINT =
      "WORDS@OFFICE:NUMBER:CLASSES:UNTIL, such as ADA KERN@EM:018123456:9+41:2031-04-02";

  /// The classes in their order.
  public RegisteredMark {
    classes = Collections.unmodifiableSet(new TreeSet<>(classes));
  }

  /// Reads `ADA KERN@EM:018123456:9+41:2031-04-02`; the last part may be left out.
  ///
  /// @throws InvalidInput MARK, saying which part is none
  public static RegisteredMark parse(String written) {
    int at = written.lastIndexOf('@');
    String[] parts = written.substring(at + 1).split(":", -1);
    if (at < 1 || parts.length < 3 || parts.length > 4)
      throw fault("\"" + written + "\" is no registered mark");
    String office = parts[0].strip().toUpperCase(Locale.ROOT);
    if (!office.matches("[A-Z]{2}")) throw fault("office \"" + parts[0] + "\" is no code");
    if (parts[1].isBlank()) throw fault("the number is missing");
    return new RegisteredMark(
        written.substring(0, at).strip(),
        office,
        parts[1].strip(),
        Arrays.stream(parts[2].split("\\+", -1))
            .map(RegisteredMark::niceClass)
            .collect(Collectors.toSet()),
        parts.length == 3 ? Optional.empty() : Optional.of(Dates.parse(parts[3].strip())));
  }

  private static int niceClass(String text) {
    if (text.strip().matches("[0-9]{1,2}")) {
      int number = Integer.parseInt(text.strip());
      if (number >= 1 && number <= 45) return number;
    }
    throw fault("\"" + text + "\" is no class from 1 to 45");
  }

  private static InvalidInput fault(String what) {
    return new InvalidInput("MARK", "marks", what, HINT);
  }

  /// What [#parse] reads.
  public String written() {
    return text
        + "@"
        + String.join(
            ":",
            office,
            number,
            classes.stream().map(String::valueOf).collect(Collectors.joining("+")))
        + until.map(day -> ":" + day).orElse("");
  }

  /// Whether it can be a ground on that day: not lapsed, and registered for music.
  public boolean holdsOn(LocalDate day) {
    return until.map(last -> !day.isAfter(last)).orElse(true)
        && !Collections.disjoint(classes, OF_MUSIC);
  }

  /// Where it is registered: regions and countries, as the law book names them.
  public List<String> territories() {
    return switch (office) {
      case "EM" -> List.of("EU");
      case "BX" -> List.of("BE", "NL", "LU");
      default -> List.of(office);
    };
  }

  /// Whether these words hold the mark, whatever the case and the width of the letters.
  public boolean standsIn(String words) {
    return folded(" " + words + " ").contains(folded(" " + text + " "));
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ");
  }
}
