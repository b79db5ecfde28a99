package org.antiphon.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.ledger.Verification.Check;
import org.antiphon.ledger.Verification.Result;

/// Gathers what checks said, one line for each name; the first fault of a name is the one that is
/// told.
final class Checks {
  private final Map<String, Check> found = new LinkedHashMap<>();

  void ok(String name, String detail) {
    found.putIfAbsent(name, new Check(name, Result.OK, detail));
  }

  void failed(String name, String detail) {
    var known = found.get(name);
    if (known == null || known.result() != Result.FAILED)
      found.put(name, new Check(name, Result.FAILED, detail));
  }

  void absent(String name, String detail) {
    found.putIfAbsent(name, new Check(name, Result.NOT_PRESENT, detail));
  }

  boolean hold() {
    return found.values().stream().noneMatch(check -> check.result() == Result.FAILED);
  }

  List<Check> list() {
    return new ArrayList<>(found.values());
  }
}
