package org.antiphon.enforcement.basis;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.catalogue.Territories;

/// What every rule may look at.
record Situation(
    Facts facts, Standing standing, LawBook law, PlatformProfile platform, LocalDate on) {
  Facts.Work work(Claim claim) {
    var id = claim.recording().orElseThrow();
    var work = facts.works().get(id);
    if (work == null) throw new IllegalStateException("no facts about recording " + id);
    return work;
  }

  LawBook.Thresholds limits() {
    return law.thresholds();
  }

  boolean hasMatch() {
    return facts.copies().stream().anyMatch(copy -> copy.state().name().equals("MATCH"));
  }

  /// Countries in both; `*` is the world.
  static Set<String> both(Set<String> some, Set<String> others) {
    if (some.contains(Territories.WORLD)) return others;
    if (others.contains(Territories.WORLD)) return some;
    var both = new TreeSet<>(some);
    both.retainAll(others);
    return both;
  }

  static Set<String> union(List<Set<String>> sets) {
    var all = new TreeSet<String>();
    sets.forEach(all::addAll);
    return all.contains(Territories.WORLD) ? Set.of(Territories.WORLD) : all;
  }
}
