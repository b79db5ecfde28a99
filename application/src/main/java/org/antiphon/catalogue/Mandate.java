package org.antiphon.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.problem.InvalidInput;

/// A document that lets us act: for what kind of right, where, from when until when.
///
/// @param id made from everything else, so the same mandate given twice is one
/// @param owner whose right it is
/// @param territories ISO 3166-1 alpha-2 codes; `*` is the world
/// @param from first day; empty: always
/// @param until last day, included; empty: until it is withdrawn
/// @param documentSha256 the signed document, kept as a blob; empty: none was given, and nobody can
///   attest on it
/// @param attesters names or e-mail addresses of the persons who may attest; empty: nobody is named
public record Mandate(
    String id,
    Kind kind,
    Role role,
    String owner,
    Set<String> territories,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    Optional<String> documentSha256,
    Set<String> attesters) {
  /// One that ends soon.
  ///
  /// @param until its last day
  public record Ending(String owner, LocalDate until) {}

  /// What kind of right.
  public enum Kind {
    RECORDING,
    COMPOSITION,
    NAME_LIKENESS,
    TRADEMARK,
    ARTWORK
  }

  /// As what we, or those whom we act for, hold it.
  public enum Role {
    OWNER,
    EXCLUSIVE_LICENSEE,
    AGENT
  }

  public Mandate {
    territories = Set.copyOf(territories);
    attesters = Set.copyOf(attesters);
    if (territories.isEmpty())
      throw new InvalidInput(
          "TERRITORY", "territories", "a mandate needs a territory", "write * for the world");
    territories.forEach(Territories::check);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get()))
      throw new InvalidInput(
          "MANDATE_DATES",
          "until",
          "the mandate ends on " + until.get() + ", before it begins on " + from.get(),
          "swap the dates");
  }

  /// A mandate whose id follows from its terms.
  public static Mandate of(Terms terms, Optional<String> documentSha256, Set<String> attesters) {
    return new Mandate(
        MandateIds.of(terms, documentSha256, attesters),
        terms.kind(),
        terms.role(),
        terms.owner(),
        terms.territories(),
        terms.from(),
        terms.until(),
        documentSha256,
        attesters);
  }

  /// What a mandate says, without its paper.
  public record Terms(
      Kind kind,
      Role role,
      String owner,
      Set<String> territories,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {
    public Terms {
      territories = Set.copyOf(territories);
    }
  }

  /// Whether it has begun and not ended.
  public boolean holdsOn(LocalDate day) {
    return from.map(first -> !day.isBefore(first)).orElse(true)
        && until.map(last -> !day.isAfter(last)).orElse(true);
  }

  /// Whether it reaches into a territory (alpha-2).
  public boolean covers(String territory) {
    return territories.contains(Territories.WORLD) || territories.contains(territory);
  }

  /// Whether this person, by name or e-mail address, may attest on it.
  public boolean lets(String nameOrEmail) {
    return attesters.stream().anyMatch(nameOrEmail.strip()::equalsIgnoreCase);
  }

  /// Its territories in order, for texts.
  public String territoriesInWords() {
    return territories.contains(Territories.WORLD)
        ? "the world"
        : String.join(", ", new TreeSet<>(territories));
  }
}
