package org.antiphon.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// The book of what was done to the clients, and how they bore it.
///
/// A fault counts as *survived* when nothing wrong came of it: no violation was seen at once (say,
/// a request within Retry-After), and its own question at the end ("was a second notice filed?",
/// "did the client come back?") finds nothing.
final class Injections {
  /// Something that a client must not do, and the request in which it did.
  record Violation(String platform, String request, String words) {}

  /// One fault, once.
  static final class Injection {
    private final Fault fault;
    private final String kind;
    private final String platform;
    private final String request;
    private final Supplier<Optional<String>> atTheEnd;
    private final List<Violation> violations = new CopyOnWriteArrayList<>();

    private Injection(
        Fault fault,
        String kind,
        String platform,
        String request,
        Supplier<Optional<String>> atTheEnd) {
      this.fault = fault;
      this.kind = kind;
      this.platform = platform;
      this.request = request;
      this.atTheEnd = atTheEnd;
    }

    void violated(String inRequest, String words) {
      violations.add(new Violation(platform, inRequest, words));
    }

    /// What is wrong as things stand now.
    private List<Violation> found() {
      var all = new ArrayList<>(violations);
      atTheEnd.get().ifPresent(words -> all.add(new Violation(platform, request, words)));
      return all;
    }

    Fault fault() {
      return fault;
    }

    String kind() {
      return kind;
    }

    String request() {
      return request;
    }
  }

  private final List<Injection> all = new CopyOnWriteArrayList<>();

  /// Notes a fault.
  ///
  /// @param request the request that met it
  /// @param atTheEnd asked when the report is written: what came of it that must not
  Injection add(
      Fault fault,
      String kind,
      String platform,
      String request,
      Supplier<Optional<String>> atTheEnd) {
    var injection = new Injection(fault, kind, platform, request, atTheEnd);
    all.add(injection);
    return injection;
  }

  List<Injection> all() {
    return List.copyOf(all);
  }

  /// Per fault `{what, injected, survived, kinds, violations}`, for every fault that is on.
  Map<String, Object> report(Set<Fault> enabled) {
    var report = new LinkedHashMap<String, Object>();
    for (var fault : enabled) report.put(fault.name(), of(fault));
    return report;
  }

  private Map<String, Object> of(Fault fault) {
    int injected = 0;
    int survived = 0;
    var kinds = new LinkedHashMap<String, Integer>();
    var violations = new ArrayList<Violation>();
    for (var injection : all) {
      if (injection.fault != fault) continue;
      injected++;
      kinds.merge(injection.kind, 1, Integer::sum);
      var found = injection.found();
      if (found.isEmpty()) survived++;
      violations.addAll(found);
    }
    var report = new LinkedHashMap<String, Object>();
    report.put("what", fault.words());
    report.put("injected", injected);
    report.put("survived", survived);
    report.put("kinds", kinds);
    report.put("violations", violations);
    return report;
  }
}
