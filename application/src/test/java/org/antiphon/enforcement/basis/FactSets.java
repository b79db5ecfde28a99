package org.antiphon.enforcement.basis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Codes;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Stretch;

/// Fact sets built by words, for tests of rules.
final class FactSets {
  static final LawBook LAW = LawBook.bundled();
  static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  static final RecordingId HARBOUR = new RecordingId("harbour");
  static final Set<String> EU = LAW.law("EU_DSA").orElseThrow().territories();

  final List<CopyFact> copies = new ArrayList<>();
  final Map<RecordingId, Facts.Work> works = new HashMap<>();
  final List<Mandate> rights = new ArrayList<>();
  Facts.Findings findings = Facts.Findings.NONE;
  LocalDate published = LocalDate.of(2026, 11, 20);
  String words = "Night Buss";
  String uploader = "Ada Kern";
  String algorithm = "lm1";

  static FactSets matching(double seconds) {
    var facts = new FactSets();
    facts.copies.add(copy(HARBOUR, 0, seconds, 30));
    facts.works.put(HARBOUR, work(HARBOUR, "Example Records", mandate("*")));
    return facts;
  }

  static CopyFact copy(RecordingId id, double from, double to, double score) {
    return new CopyFact(
        id,
        "Harbour",
        "The Example",
        Optional.empty(),
        new Stretch(from, to),
        new Stretch(from, to),
        1.0,
        0.0,
        score,
        Math.pow(10, -score),
        CopyFact.State.MATCH);
  }

  static Facts.Work work(RecordingId id, String owner, Mandate... mandates) {
    var recording =
        new Recording(
            id,
            "Harbour",
            owner,
            Optional.empty(),
            240,
            Optional.of(LocalDate.of(2024, 3, 1)),
            Codes.NONE);
    return new Facts.Work(recording, List.of(mandates), List.of(), List.of(), List.of());
  }

  static Mandate mandate(String... territories) {
    return mandate(Mandate.Kind.RECORDING, "Example Records", Set.of(territories));
  }

  static Mandate mandate(Mandate.Kind kind, String owner, Set<String> territories) {
    var terms =
        new Mandate.Terms(
            kind, Mandate.Role.AGENT, owner, territories, Optional.empty(), Optional.empty());
    return Mandate.of(terms, Optional.of("a".repeat(64)), Set.of("Jane Roe"));
  }

  static PlatformProfile platform(Set<String> territories, boolean labels) {
    return new PlatformProfile(
        "p1", Set.of("US_512", "EU_DSA", "PLATFORM_POLICY"), territories, labels);
  }

  FactSets without(Mandate.Kind kind) {
    works.replaceAll((_, w) ->
        new Facts.Work(
            w.recording(),
            w.mandates().stream().filter(m -> m.kind() != kind).toList(),
            w.exclusions(),
            w.authorisations(),
            w.shared()));
    return this;
  }

  FactSets under(Mandate... mandates) {
    works.replaceAll((_, w) ->
        new Facts.Work(
            w.recording(), List.of(mandates), w.exclusions(), w.authorisations(), w.shared()));
    return this;
  }

  FactSets excluding(double from, double to) {
    works.replaceAll((id, w) ->
        new Facts.Work(
            w.recording(),
            w.mandates(),
            List.of(new ExcludedInterval(id, from, to, "licensed loop", "counsel")),
            w.authorisations(),
            w.shared()));
    return this;
  }

  FactSets allowing(Authorisation.Who who, String value) {
    var row =
        new Authorisation(
            "a1",
            Optional.empty(),
            who,
            value,
            "*",
            Optional.empty(),
            Optional.empty(),
            "our distributor");
    works.replaceAll((_, w) ->
        new Facts.Work(w.recording(), w.mandates(), w.exclusions(), List.of(row), w.shared()));
    return this;
  }

  FactSets with(Mandate right) {
    rights.add(right);
    return this;
  }

  FactSets finding(Facts.Findings found) {
    findings = found;
    return this;
  }

  static Facts.Findings machineMade(boolean second) {
    return new Facts.Findings(
        Optional.empty(),
        0,
        Optional.of(new Facts.MachineMade(0.999, second)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Facts.Findings identity(Facts.Identity.Kind kind, String finding) {
    return new Facts.Findings(
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(new Facts.Identity(kind, "Ada Kern", finding)),
        Optional.empty(),
        Optional.empty());
  }

  Facts facts() {
    var names = new UploadFact.Names("u1", uploader, Optional.empty(), Optional.of("Kern Sounds"));
    var upload = new UploadFact("p1", "x1", Optional.of(published), 180, words, names);
    return new Facts(upload, copies, algorithm, works, rights, findings);
  }

  Routing routed(Standing standing, PlatformProfile platform) {
    return Router.route(facts(), standing, LAW, platform, TODAY);
  }

  Routing routed() {
    return routed(Standing.CLEAN, platform(Set.of("US"), false));
  }
}
