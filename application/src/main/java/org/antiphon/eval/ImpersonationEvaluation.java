package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.problem.InvalidInput;

/// Holds labelled credits against a roster and counts what the examiner of names concludes.
public final class ImpersonationEvaluation {
  private ImpersonationEvaluation() {}

  /// Runs it.
  ///
  /// @param roster the file of `roster add`
  /// @param credits tab-separated, with what should come out in the column `expected`
  /// @throws InvalidInput with every faulty row of either file
  public static ImpersonationReport run(Path roster, Path credits) throws IOException {
    var faults = new ArrayList<InvalidInput>();
    var artists = RosterFile.read(roster);
    faults.addAll(artists.faults());
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
    var examiner = new Impersonation(artists.artists());
    var table = ImpersonationReport.empty();
    var wrong = new ArrayList<ImpersonationReport.Wrong>();
    for (var row : CreditsRow.read(credits)) {
      var found = examiner.judge(row.credits(), row.evidence());
      table.getOrDefault(row.expected(), Map.of()).merge(found.conclusion(), 1, Integer::sum);
      if (found.conclusion() != row.expected())
        wrong.add(
            new ImpersonationReport.Wrong(
                row.id(), row.expected(), found.conclusion(), found.findings()));
    }
    return ImpersonationReport.of(table, wrong);
  }
}
